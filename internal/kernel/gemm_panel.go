package kernel

// panel does the slab at hand, whose first row is row i, for the cols columns of
// a panel from column j on. The first slab leaves a copy of op(B) at place, if
// there is use for one: the later ones find it there.
func (t *tiler) panel(i, j, cols int, place []float32) {
	b, c := t.b.from(t.from, j), t.c[i*t.ldc+j:]
	kinds, width := &t.whole, t.width
	switch {
	case 4*cols <= t.width && t.slim.use != nil:
		kinds, width = &t.slim, t.width/4
	case 2*cols <= t.width:
		kinds, width = &t.narrow, t.width/2
	case cols < t.width:
		kinds = &t.wide
	}
	if b.step != 1 || b.packer != nil {
		if i == 0 {
			t.fill(place, width, b, cols)
		}
		b = factor{data: place, row: width, step: 1}
	}
	if kinds.use == nil {
		t.panelByRows(b, c, cols)
		return
	}
	t.tile.b, t.tile.bStep = address(b.data), 4*b.row
	t.tile.c, t.tile.cols = address(c), cols
	t.tile.a, t.tile.aRow = address(t.left.data), 4*t.left.row
	if t.packed {
		t.tile.a, t.tile.aRow = address(t.slab), 4
	}
	if t.b.step == 1 && t.b.packer == nil && (t.kept || t.heights.blocks() > 1) {
		t.blocksKeeping(kinds, place, 4*width, i > 0)
	} else {
		t.blocks(kinds, t.heights)
	}
}

// fill writes a panel of op(B) that cannot be read where it is.
func (t *tiler) fill(place []float32, width int, b factor, cols int) {
	if b.packer != nil && b.step == 1 {
		b.packer.Pack(place, width, b.i, t.tile.k, b.j, cols)
		return
	}
	if b.packer != nil {
		t.fetched = grown(t.fetched, t.tile.k*cols)
		b = b.fetch(t.fetched, t.tile.k, cols)
	}
	t.turnRows(place, width, b.data, b.step, t.tile.k, cols)
}

// blocksKeeping is blocks for an op(B) that is not copied yet, unless it is
// there: the kernel of the first block copies it for the others.
func (t *tiler) blocksKeeping(kinds *kernels, place []float32, step int, there bool) {
	left := t.heights
	if !there {
		first := 0
		if left[0].blocks == 0 {
			first = 1
		}
		left[first].blocks--
		t.tile.keep = address(place)
		t.block(kinds.keep, group{1, left[first].height})
	}
	t.tile.b, t.tile.bStep = address(place), step
	t.blocks(kinds, left)
}

// blocks does blocks of rows, the taller ones first.
func (t *tiler) blocks(kinds *kernels, heights heights) {
	for _, g := range &heights {
		if g.blocks > 0 {
			t.block(kinds.use, g)
		}
	}
}

// block does blocks of rows of one height, and leaves the tile behind them.
func (t *tiler) block(kernels []func(*tile), g group) {
	t.tile.blocks = g.blocks
	if t.packed {
		t.tile.aStep, t.tile.aBlock = 4*g.height, 4*g.height*t.tile.k
	} else {
		t.tile.aStep, t.tile.aBlock = 4*t.left.step, 4*t.left.row*g.height
	}
	kernels[g.height](&t.tile)
}

// panelByRows is panel for a set without edge kernels.
func (t *tiler) panelByRows(b factor, c []float32, cols int) {
	for i := range t.heights.rows() {
		row := c[i*t.ldc:][:cols]
		if t.tile.load == 0 {
			clear(row)
		}
		t.row(t.tile.k, &t.left.data[i*t.left.row], 4*t.left.step, &b.data[0], 4*b.row, cols, &row[0])
	}
}
