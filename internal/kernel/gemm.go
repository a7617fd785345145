package kernel

import "fmt"

// Gemm sets C = op(A)·op(B), or adds to C if accumulate. op(A) is m×k, op(B)
// k×n, C m×n; all are row-major with rows lda, ldb and ldc apart, and op
// transposes where asked (a transposed A is stored k×m). m, n and k may be 0;
// k = 0 gives a product of zeros. A nil c returns at once: nobody wants the
// product. C must not overlap A or B.
//
// Each element is one chain over k in order, in float32: it starts from 0, or
// from the old C if accumulate, and takes one product after the other. A kernel
// set with fused multiply-add rounds each step once, the generic one twice. So
// the bits depend neither on m and n, nor on the blocking, nor on the number of
// threads.
func Gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	if c == nil || m <= 0 || n <= 0 {
		return
	}
	fits("C", c, m, n, ldc)
	if k <= 0 {
		zeroProduct(m, n, accumulate, c, ldc)
		return
	}
	// One field after the other: it is a third of the time of a tiny product.
	var p product
	p.m, p.n, p.k, p.ldc, p.accumulate = m, n, k, ldc, accumulate
	p.a.store("A", transA, a, m, k, lda)
	p.b.store("B", transB, b, k, n, ldb)
	p.c = c
	if n == 1 && ldc == 1 { // a column of C that lies together is a row of the transposed product
		p.turn()
	}
	p.split()
}

// zeroProduct is Gemm for k = 0: adding nothing changes nothing.
func zeroProduct(m, n int, accumulate bool, c []float32, ldc int) {
	for i := 0; i < m && !accumulate; i++ {
		clear(c[i*ldc:][:n])
	}
}

// factor is op(A) or op(B): element (i, j) is data[i·row + j·step]. One of row
// and step is 1.
type factor struct {
	data      []float32
	row, step int
}

// from is the factor without its first i rows and j columns.
func (f factor) from(i, j int) factor {
	f.data = f.data[i*f.row+j*f.step:]
	return f
}

// store makes it op of a matrix in memory.
func (f *factor) store(name string, trans bool, data []float32, rows, cols, ld int) {
	f.data, f.row, f.step = data, ld, 1
	if trans {
		f.row, f.step = 1, ld
		rows, cols = cols, rows
	}
	fits(name, data, rows, cols, ld)
}

// fits panics if a matrix as stored is not in its slice.
func fits(name string, data []float32, rows, cols, ld int) {
	if ld < cols && rows > 1 || len(data) < (rows-1)*ld+cols {
		panic(fmt.Sprintf("kernel.Gemm: %s of %d×%d with rows %d apart is not in %d values", name, rows, cols, ld, len(data)))
	}
}

// product is one call of Gemm, or a part of one.
type product struct {
	m, n, k    int
	a, b       factor
	c          []float32
	ldc        int
	accumulate bool
}

// turn makes it the product of the transposed factors.
func (p *product) turn() {
	p.a, p.b = factor{p.b.data, p.b.step, p.b.row}, factor{p.a.data, p.a.step, p.a.row}
	p.m, p.n, p.ldc = p.n, p.m, p.m
}

// part is the product for some rows and columns of C.
func (p *product) part(i, m, j, n int) product {
	return product{
		m: m, n: n, k: p.k, a: p.a.from(i, 0), b: p.b.from(0, j),
		c: p.c[i*p.ldc+j:], ldc: p.ldc, accumulate: p.accumulate,
	}
}

// cut makes it the product over depth elements of k, beginning with from, which
// adds to those before.
func (p *product) cut(from, depth int) {
	p.a, p.b, p.k = p.a.from(0, from), p.b.from(from, 0), depth
	p.accumulate = p.accumulate || from > 0
}

// run computes the product on this thread.
func (p *product) run() {
	if current.fused == nil {
		p.plain()
	} else {
		current.fused.multiply(p)
	}
}
