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
	threads := runtime.GOMAXPROCS(0)
	parallel(s.choose(min(threads*shares, work/pieceWork), threads), 1, s)
	s.product = product{}
	splitProducts.put(s)
}

// choose makes a grid of at least so many pieces and gives their number. Of all
// such grids it takes the one whose busiest thread has least to do, if all are
// as fast. A piece reads its rows of op(A) and its columns of op(B), which takes
// as long as computing some more of both.
func (s *splitProduct) choose(pieces, threads int) int {
	const width = 16 // of the narrowest tile
	reading, best, least := 1, 0, 0
	if s.b.step != 1 || s.b.packer != nil {
		reading = 4
	}
	for d := 1; d <= pieces; d++ {
		across := (pieces + d - 1) / d
		rows, cols := (s.m+d-1)/d, (s.n+across*width-1)/(across*width)*width
		across = (s.n + cols - 1) / cols
		count := (s.m + rows - 1) / rows * across
		most := (count + threads - 1) / threads
		narrow := most / across // the last of a row
		cost := (rows + reading) * ((most-narrow)*(min(cols, s.n)+4) + narrow*(s.n-(across-1)*cols+4))
		if d == 1 || cost < least {
			best, least, s.rows, s.cols, s.across = count, cost, rows, cols, across
		}
	}
	return best
}

// Do does piece from of the grid, or all of them as one product if nobody helps.
func (s *splitProduct) Do(from, to int) {
	if to-from > 1 {
		s.run()
		return
	}
	i, j := from/s.across*s.rows, from%s.across*s.cols
	part := s.part(i, min(s.rows, s.m-i), j, min(s.cols, s.n-j))
	part.run()
}
