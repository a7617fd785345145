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
	p := product{m: m, n: n, k: k, a: stored("A", transA, a, m, k, lda), b: stored("B", transB, b, k, n, ldb), c: c, ldc: ldc, accumulate: accumulate}
	if n == 1 && ldc == 1 {
		p = p.turned()
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

func stored(name string, trans bool, data []float32, rows, cols, ld int) factor {
	if trans {
		fits(name, data, cols, rows, ld)
		return factor{data, 1, ld}
	}
	fits(name, data, rows, cols, ld)
	return factor{data, ld, 1}
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

// turned is the product of the transposed factors: a column of C that lies
// together becomes a row.
func (p product) turned() product {
	a, b := p.a, p.b
	p.a, p.b = factor{b.data, b.step, b.row}, factor{a.data, a.step, a.row}
	p.m, p.n, p.ldc = p.n, p.m, p.m
	return p
}

// part is the product for some rows and columns of C.
func (p product) part(i, m, j, n int) product {
	p.a, p.b, p.c = p.a.from(i, 0), p.b.from(0, j), p.c[i*p.ldc+j:]
	p.m, p.n = m, n
	return p
}

// run computes the product on this thread.
func (p product) run() {
	if current.fused == nil {
		p.plain()
	} else {
		current.fused.multiply(p)
	}
}
