package kernel

import "runtime"

// Products below these numbers of multiply-adds are not split: while helpers
// look out for work, and while they would have to be woken, which takes some
// microseconds. A piece has pieceWork at least.
const (
	splitAwake  = 250_000
	splitAsleep = 1_000_000
	pieceWork   = 100_000
	shares      = 2 // pieces for each thread: a helper that is held up holds up less
)

// splitProduct is a product in pieces: a grid of rows and columns of C. No piece
// is cut along k, so the bits are those of the whole.
type splitProduct struct {
	product
	across     int // pieces side by side
	rows, cols int // of a piece
}

var splitProducts shelf[splitProduct]

// split computes the product with all threads that help.
func (p *product) split() {
	work := p.m * p.n * p.k
	if !helpers.worth(work, splitAwake, splitAsleep) {
		p.run()
		return
	}
	s := splitProducts.take()
	s.product = *p
	parallel(s.choose(min(runtime.GOMAXPROCS(0)*shares, work/pieceWork)), 1, s)
	s.product = product{}
	splitProducts.put(s)
}

// choose makes the grid of at least so many pieces whose largest piece costs
// least, and gives their number. Each piece reads its rows of op(A) and its
// columns of op(B), which takes as long as computing some more of both.
func (s *splitProduct) choose(pieces int) int {
	const width = 16 // of the narrowest tile
	reading, least := 1, 0
	if s.b.step != 1 || s.b.packer != nil {
		reading = 4
	}
	for d := 1; d <= pieces; d++ {
		across := (pieces + d - 1) / d
		rows, cols := (s.m+d-1)/d, (s.n+across*width-1)/(across*width)*width
		if cost := (rows + reading) * (cols + 4); d == 1 || cost < least {
			least, s.rows, s.cols = cost, rows, cols
		}
	}
	s.across = (s.n + s.cols - 1) / s.cols
	return (s.m + s.rows - 1) / s.rows * s.across
}

// do does piece from of the grid, or all of them as one product if nobody helps.
func (s *splitProduct) do(from, to int) {
	if to-from > 1 {
		s.run()
		return
	}
	i, j := from/s.across*s.rows, from%s.across*s.cols
	part := s.part(i, min(s.rows, s.m-i), j, min(s.cols, s.n-j))
	part.run()
}
