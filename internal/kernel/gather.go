package kernel

// gatherPiece is how many values are worth a piece of their own: some
// microseconds, for they come from far away.
const gatherPiece = 1 << 13

// GatherSpeed is how many values are copied in a nanosecond, about.
const GatherSpeed = 3

// Gather copies rows of size values from src to dst, in the order of rows. A row
// that is not there is a bug of the caller and panics.
func Gather(dst, src []float32, size int, rows []int) {
	if size == 1 {
		for i, from := range rows {
			dst[i] = src[from]
		}
		return
	}
	g := gathers.take()
	*g = gather{dst[:len(rows)*size], src, size, rows}
	Share(len(rows), max(1, gatherPiece/max(size, 1)), len(g.dst)/GatherSpeed, g)
	*g = gather{}
	gathers.put(g)
}

type gather struct {
	dst, src []float32
	size     int
	rows     []int
}

// Do copies some of the rows.
func (g *gather) Do(first, last int) {
	for i := first; i < last; i++ {
		at := g.rows[i] * g.size
		copy(g.dst[i*g.size:(i+1)*g.size], g.src[at:at+g.size])
	}
}

var gathers shelf[gather]
