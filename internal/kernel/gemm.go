package kernel

// Gemm sets C = op(A)·op(B), or adds to C if accumulate. op(A) is m×k, op(B)
// k×n, C m×n; all are row-major with rows lda, ldb and ldc apart, and op
// transposes where asked (a transposed A is stored k×m). m, n and k may be 0;
// k = 0 gives a product of zeros. A nil c returns at once: nobody wants the
// product. C must not overlap A or B.
//
// Each element is summed over k in order, in float32, starting from 0, and
// added to C once at the end: its bits do not depend on m, n or the blocking.
func Gemm(transA, transB bool, m, n, k int, a []float32, lda int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	switch {
	case c == nil || m <= 0 || n <= 0:
		return
	case k <= 0:
		zeroProduct(m, n, accumulate, c, ldc)
		return
	}
	x := left{data: a, row: lda, step: 1}
	if transA {
		x.row, x.step = 1, lda
	}
	if accumulate && k > blockDepth {
		multiplyThenAdd(m, n, k, x, b, ldb, transB, c, ldc)
		return
	}
	multiply(m, n, k, x, b, ldb, transB, accumulate, c, ldc)
}

// zeroProduct is Gemm for k = 0: adding nothing changes nothing.
func zeroProduct(m, n int, accumulate bool, c []float32, ldc int) {
	for i := 0; i < m && !accumulate; i++ {
		clear(c[i*ldc:][:n])
	}
}

// multiplyThenAdd adds a product to C whose k has several blocks: between them
// the sums need a place of their own.
func multiplyThenAdd(m, n, k int, a left, b []float32, ldb int, transB bool, c []float32, ldc int) {
	memory := borrow(m * n)
	defer giveBack(memory)
	sums := *memory
	multiply(m, n, k, a, b, ldb, transB, false, sums, n)
	for i := range m {
		Add(c[i*ldc:][:n], sums[i*n:][:n])
	}
}
