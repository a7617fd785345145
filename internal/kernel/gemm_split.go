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

// splitProduct is a product in pieces, of rows or of columns of C. No piece is
// cut along k, so the bits are those of the whole.
type splitProduct struct {
	product
	byRows bool
}

var splitProducts shelf[splitProduct]

// split computes the product with all threads that help.
func (p *product) split() {
	work := p.m * p.n * p.k
	if p.m == 1 || !helpers.worth(work, splitAwake, splitAsleep) {
		p.run()
		return
	}
	s := splitProducts.take()
	s.product = *p
	n, piece := s.choose(min(runtime.GOMAXPROCS(0)*shares, work/pieceWork))
	parallel(n, piece, s)
	s.product = product{}
	splitProducts.put(s)
}

// choose cuts along the side where the largest of so many pieces costs less:
// each piece of rows reads all of op(B), which takes as long as computing some
// more rows; each piece of columns reads all of op(A).
func (s *splitProduct) choose(pieces int) (n, piece int) {
	const width = 16 // of the narrowest tile
	rows, cols := (s.m+pieces-1)/pieces, (s.n+pieces*width-1)/(pieces*width)*width
	reading := 1
	if s.b.step != 1 {
		reading = 4
	}
	s.byRows = (rows+reading)*s.n <= (cols+4)*s.m
	if s.byRows {
		return s.m, rows
	}
	return s.n, cols
}

func (s *splitProduct) do(from, to int) {
	i, m, j, n := 0, s.m, from, to-from
	if s.byRows {
		i, m, j, n = from, to-from, 0, s.n
	}
	part := s.part(i, m, j, n)
	part.run()
}
