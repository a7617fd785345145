package kernel

// group is a number of blocks of rows of equal height.
type group struct{ blocks, height int }

// heights is how rows are cut into blocks: as few as can be, the first ones by
// one row taller than the others.
type heights [2]group

func cut(rows, tallest int) heights {
	blocks := (rows + tallest - 1) / tallest
	low, tall := rows/blocks, rows%blocks
	return heights{{tall, low + 1}, {blocks - tall, low}}
}

func (h heights) blocks() int { return h[0].blocks + h[1].blocks }

func (h heights) rows() int {
	return h[0].blocks*h[0].height + h[1].blocks*h[1].height
}
