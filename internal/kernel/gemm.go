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
	p.compute()
}

// Product is Gemm for operands of any kind, and does then to each element of C
// when its sum is complete.
func Product(m, n, k int, a, b Operand, accumulate bool, c []float32, ldc int, then Epilogue) {
	if c == nil || m <= 0 || n <= 0 {
		return
	}
	fits("C", c, m, n, ldc)
	then.check(n)
	if k <= 0 {
		zeroProduct(m, n, accumulate, c, ldc)
		then.apply(m, n, c, ldc)
		return
	}
	var p product
	p.m, p.n, p.k, p.ldc, p.accumulate = m, n, k, ldc, accumulate
	p.a.hold("A", a, m, k)
	p.b.hold("B", b, k, n)
	p.c, p.then = c, then
	p.compute()
}

// zeroProduct is Gemm for k = 0: adding nothing changes nothing.
func zeroProduct(m, n int, accumulate bool, c []float32, ldc int) {
	for i := 0; i < m && !accumulate; i++ {
		clear(c[i*ldc:][:n])
	}
}

// fits panics if a matrix as stored is not in its slice.
func fits(name string, data []float32, rows, cols, ld int) {
	if ld < cols && rows > 1 || len(data) < (rows-1)*ld+cols {
		panic(fmt.Sprintf("kernel.Gemm: %s of %d×%d with rows %d apart is not in %d values", name, rows, cols, ld, len(data)))
	}
}

// product is one call of Gemm or Product, or a part of one.
type product struct {
	m, n, k    int
	a, b       factor
	c          []float32
	ldc        int
	accumulate bool
	then       Epilogue
}

// compute does the whole product.
func (p *product) compute() {
	if p.n == 1 && p.ldc == 1 { // a column of C that lies together is a row of the transposed product
		then := p.then
		p.then = Epilogue{}
		p.turn()
		p.split()
		then.apply(p.n, 1, p.c, 1)
		return
	}
	p.split()
}

// turn makes it the product of the transposed factors.
func (p *product) turn() {
	p.a, p.b = p.b, p.a
	p.a.row, p.a.step = p.a.step, p.a.row
	p.b.row, p.b.step = p.b.step, p.b.row
	p.m, p.n, p.ldc = p.n, p.m, p.m
}

// part is the product for some rows and columns of C.
func (p *product) part(i, m, j, n int) product {
	return product{
		m: m, n: n, k: p.k, a: p.a.from(i, 0), b: p.b.from(0, j),
		c: p.c[i*p.ldc+j:], ldc: p.ldc, accumulate: p.accumulate, then: p.then.cols(j, n),
	}
}

// cut makes it the product over depth elements of k, beginning with from, which
// adds to those before. It is not the end of the sum.
func (p *product) cut(from, depth int) {
	p.a, p.b, p.k = p.a.from(0, from), p.b.from(from, 0), depth
	p.accumulate = p.accumulate || from > 0
}

// run computes the product on this thread.
func (p *product) run() {
	if current.fused == nil {
		p.plain()
		p.finish(0, p.m, 0, p.n)
	} else {
		current.fused.multiply(p)
	}
}

// finish does the epilogue of m rows and n columns of C.
func (p *product) finish(i, m, j, n int) {
	if !p.then.none() {
		then := p.then.cols(j, n)
		then.apply(m, n, p.c[i*p.ldc+j:], p.ldc)
	}
}
