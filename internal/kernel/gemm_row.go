package kernel

// oneRow is multiply for a single row and factors in memory.
func (s *products) oneRow(p *product) {
	if p.b.step == 1 {
		s.rowTimes(p)
	} else {
		s.rowTimesTurned(p)
	}
}

// rowTimes is oneRow for a B that is not transposed.
func (s *products) rowTimes(p *product) {
	c := p.c[:p.n]
	if !p.accumulate {
		clear(c)
	}
	s.row(p.k, &p.a.data[0], 4*p.a.step, &p.b.data[0], 4*p.b.row, p.n, &c[0])
}

// The block of a transposed B that is turned for a single row.
const (
	turnedCols  = 64
	turnedDepth = 128
)

// rowTimesTurned is oneRow for a transposed B.
func (s *products) rowTimesTurned(p *product) {
	j, k := 0, 0
	if s.dots32 != nil && p.b.step%farthestStep != 0 {
		j, k = s.dots(p)
	}
	if k > 0 && k < p.k { // the last elements of the columns that have begun
		rest := p.part(0, 1, 0, j)
		rest.cut(k, p.k-k)
		s.rowTimesCopied(&rest)
	}
	if j < p.n {
		rest := p.part(0, 1, j, p.n-j)
		s.rowTimesCopied(&rest)
	}
}

// How far apart columns are, or a multiple of it, if the same line of 32 of them
// has no room in the first-level cache, and if that of sixteen has none.
const (
	farStep      = 256
	farthestStep = 1024
)

// dots does what it can of rowTimesTurned: the first columns, in order over the
// first elements of k. It says how many.
func (s *products) dots(p *product) (cols, depth int) {
	if p.k < 4 || p.n < 8 || p.a.step != 1 {
		return 0, 0
	}
	x, b, c := p.a, p.b, p.c[:p.n&^7]
	if !p.accumulate {
		clear(c)
	}
	j, most := 0, s.dots32
	if b.step%farStep == 0 {
		most = s.dotsFar
	}
	for ; j+32 <= p.n; j += 32 {
		most(p.k/4, &x.data[0], &b.data[j*b.step], 4*b.step, &c[j])
	}
	for ; j+8 <= p.n; j += 8 {
		s.dots8(p.k/4, &x.data[0], &b.data[j*b.step], 4*b.step, &c[j])
	}
	return j, p.k &^ 3
}

// rowTimesCopied is rowTimesTurned by way of a copy.
func (s *products) rowTimesCopied(p *product) {
	memory := borrow(turnedCols * min(turnedDepth, p.k))
	defer giveBack(memory)
	scratch := *memory
	for j := 0; j < p.n; j += turnedCols {
		for from := 0; from < p.k; from += turnedDepth {
			part := p.part(0, 1, j, min(turnedCols, p.n-j))
			part.cut(from, min(turnedDepth, p.k-from))
			s.turnRows(scratch, turnedCols, part.b.data, part.b.step, part.k, part.n)
			part.b = factor{data: scratch, row: turnedCols, step: 1}
			s.rowTimes(&part)
		}
	}
}

// rowTimesFetched is multiply for a single row if there are packers.
func (s *products) rowTimesFetched(p *product) {
	memory := borrow((turnedCols + 1) * min(turnedDepth, p.k))
	defer giveBack(memory)
	for j := 0; j < p.n; j += turnedCols {
		for from := 0; from < p.k; from += turnedDepth {
			part := p.part(0, 1, j, min(turnedCols, p.n-j))
			part.cut(from, min(turnedDepth, p.k-from))
			if part.a.packer != nil {
				part.a = part.a.fetch((*memory)[:part.k], 1, part.k)
			}
			if part.b.packer != nil {
				part.b = part.b.fetch((*memory)[part.k:][:part.k*part.n], part.k, part.n)
			}
			s.oneRow(&part)
		}
	}
}
