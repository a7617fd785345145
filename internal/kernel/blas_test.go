package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

// TestBlas compares blas32 with gonum's own implementation: the same values but
// for rounding, and the same bits as Gemm where that is asked.
func TestBlas(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for _, trans := range [][2]blas.Transpose{{blas.NoTrans, blas.NoTrans}, {blas.Trans, blas.NoTrans}, {blas.NoTrans, blas.ConjTrans}, {blas.Trans, blas.Trans}} {
		for _, scale := range [][2]float32{{1, 0}, {1, 1}, {2, 0}, {1, 0.5}, {0, 1}} {
			const m, n, k = 9, 21, 33
			a, lda := matrix(r, m, k, 2, trans[0] != blas.NoTrans)
			b, ldb := matrix(r, k, n, 0, trans[1] != blas.NoTrans)
			start, ldc := matrix(r, m, n, 0, false)
			got, want, direct := slices.Clone(start), slices.Clone(start), slices.Clone(start)
			blas32.Implementation().Sgemm(trans[0], trans[1], m, n, k, scale[0], a, lda, b, ldb, scale[1], got, ldc)
			gonum.Implementation{}.Sgemm(trans[0], trans[1], m, n, k, scale[0], a, lda, b, ldb, scale[1], want, ldc)
			where := fmt.Sprintf("Sgemm %c%c alpha=%v beta=%v", trans[0], trans[1], scale[0], scale[1])
			near(t, where, got, want)
			if scale[0] == 1 && scale[1] != 0.5 {
				Gemm(trans[0] != blas.NoTrans, trans[1] != blas.NoTrans, m, n, k, a, lda, b, ldb, scale[1] == 1, direct, ldc)
				if !slices.Equal(got, direct) {
					t.Errorf("%s: not the bits of Gemm", where)
				}
			}
		}
	}
}

func TestBlasVector(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	for _, trans := range []blas.Transpose{blas.NoTrans, blas.Trans} {
		for _, step := range [][2]int{{1, 1}, {2, 3}, {-1, 1}} {
			for _, beta := range []float32{0, 1, 3} {
				const m, n = 13, 37
				a, lda := matrix(r, m, n, 1, false)
				x, start := randoms(r, 3*n), randoms(r, 3*n)
				rows := m
				if trans != blas.NoTrans {
					rows = n
				}
				start = start[:(rows-1)*step[1]+1] // gonum clears what lies behind
				got, want := slices.Clone(start), slices.Clone(start)
				blas32.Implementation().Sgemv(trans, m, n, 1, a, lda, x, step[0], beta, got, step[1])
				gonum.Implementation{}.Sgemv(trans, m, n, 1, a, lda, x, step[0], beta, want, step[1])
				near(t, fmt.Sprintf("Sgemv %c step=%v beta=%v", trans, step, beta), got, want)
			}
		}
	}
}

func near(t *testing.T, where string, got, want []float32) {
	t.Helper()
	for i, w := range want {
		if diff := math.Abs(float64(got[i] - w)); !(diff <= 1e-5*(1+math.Abs(float64(w)))) && (w == w || got[i] == got[i]) {
			t.Fatalf("%s: element %d is %v, gonum has %v", where, i, got[i], w)
		}
	}
}

// TestBlasRefusesWhatGonumRefuses: bad arguments panic with gonum's words.
func TestBlasRefusesWhatGonumRefuses(t *testing.T) {
	defer func() {
		if s, _ := recover().(string); s != "blas: insufficient length of c" {
			t.Errorf("panic %q", s)
		}
	}()
	x := make([]float32, 6)
	blas32.Implementation().Sgemm(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, x, 3, x, 2, 0, x[:3], 2)
}
