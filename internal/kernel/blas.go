package kernel

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

func init() { blas32.Use(implementation{}) }

// implementation is what gonum's blas32 runs on in a program that links this
// package: its own, but for products that Gemm can do. What Gemm cannot do, bad
// arguments too, goes on to gonum.
type implementation struct{ gonum.Implementation }

// Sgemm sets C = alpha·op(A)·op(B) + beta·C; see Gemm and blas.Float32.
func (i implementation) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	transA, okA := transposed(tA)
	transB, okB := transposed(tB)
	if okA && okB && alpha == 1 && (beta == 0 || beta == 1) &&
		whole(transA, m, k, a, lda) && whole(transB, k, n, b, ldb) && whole(false, m, n, c, ldc) {
		Gemm(transA, transB, m, n, k, a, lda, b, ldb, beta == 1, c, ldc)
		return
	}
	i.Implementation.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

// Sgemv sets y = alpha·op(A)·x + beta·y for an m×n matrix A; see blas.Float32.
func (i implementation) Sgemv(tA blas.Transpose, m, n int, alpha float32, a []float32, lda int, x []float32, incX int, beta float32, y []float32, incY int) {
	trans, ok := transposed(tA)
	rows, cols := m, n
	if trans {
		rows, cols = n, m
	}
	if ok && alpha == 1 && (beta == 0 || beta == 1) && incX > 0 && incY > 0 &&
		whole(false, m, n, a, lda) && whole(false, cols, 1, x, incX) && whole(false, rows, 1, y, incY) {
		Gemm(trans, false, rows, 1, cols, a, lda, x, incX, beta == 1, y, incY)
		return
	}
	i.Implementation.Sgemv(tA, m, n, alpha, a, lda, x, incX, beta, y, incY)
}

func transposed(t blas.Transpose) (trans, ok bool) {
	return t != blas.NoTrans, t == blas.NoTrans || t == blas.Trans || t == blas.ConjTrans
}

// whole says whether a matrix with at least one element is in its slice.
func whole(trans bool, rows, cols int, data []float32, ld int) bool {
	if trans {
		rows, cols = cols, rows
	}
	return rows > 0 && cols > 0 && ld >= cols && len(data) >= (rows-1)*ld+cols
}
