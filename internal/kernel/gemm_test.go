package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// matrix is a rows×cols operand of random values, stored transposed if trans,
// with rows pad apart; the padding is NaN and must never be read.
func matrix(r *rand.Rand, rows, cols, pad int, trans bool) (data []float32, ld int) {
	if trans {
		rows, cols = cols, rows
	}
	ld = cols + pad
	data = make([]float32, rows*ld)
	for i := range data {
		data[i] = float32(math.NaN())
		if i%ld < cols {
			data[i] = float32(r.NormFloat64())
		}
	}
	return data, ld
}

// step is a link of the chain that an element of a product is.
func step(a, b, sum float32) float32 {
	if current.fused != nil {
		return fma32(a, b, sum)
	}
	return mulAdd32(a, b, sum)
}

// naive is the definition of Gemm for one element that starts from sum: the
// float32 chain, and the same sum in float64 together with the sum of the sizes
// of its terms.
func naive(transA, transB bool, i, j, k int, a []float32, lda int, b []float32, ldb int, start float32) (sum float32, exact, size float64) {
	sum, exact, size = start, float64(start), math.Abs(float64(start))
	for p := range k {
		ai, bi := i*lda+p, p*ldb+j
		if transA {
			ai = p*lda + i
		}
		if transB {
			bi = j*ldb + p
		}
		x, y := a[ai], b[bi]
		sum = step(x, y, sum)
		exact += float64(x) * float64(y)
		size += math.Abs(float64(x) * float64(y))
	}
	return sum, exact, size
}

func checkGemm(t *testing.T, r *rand.Rand, m, n, k int) {
	t.Helper()
	for mode := range 8 {
		transA, transB, accumulate := mode&1 != 0, mode&2 != 0, mode&4 != 0
		a, lda := matrix(r, m, k, r.IntN(3), transA)
		b, ldb := matrix(r, k, n, r.IntN(3), transB)
		c, ldc := matrix(r, m, n, r.IntN(3), false)
		before := append([]float32(nil), c...)
		Gemm(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
		where := fmt.Sprintf("m=%d n=%d k=%d transA=%v transB=%v accumulate=%v", m, n, k, transA, transB, accumulate)
		for at := range c {
			i, j := at/ldc, at%ldc
			if j >= n {
				if c[at] == c[at] {
					t.Fatalf("%s: padding of C overwritten at (%d,%d)", where, i, j)
				}
				continue
			}
			start := float32(0)
			if accumulate {
				start = before[at]
			}
			want, exact, size := naive(transA, transB, i, j, k, a, lda, b, ldb, start)
			if math.Float32bits(c[at]) != math.Float32bits(want) {
				t.Fatalf("%s: C[%d,%d] = %v, in order it is %v", where, i, j, c[at], want)
			}
			if diff := math.Abs(float64(c[at]) - exact); diff > 0x1p-24*float64(k+1)*size {
				t.Fatalf("%s: C[%d,%d] = %v, exactly %v", where, i, j, c[at], exact)
			}
		}
	}
}

func TestGemmSmallShapes(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for m := range 8 {
			for n := range 10 {
				for k := range 7 {
					checkGemm(t, r, m, n, k)
				}
			}
		}
	})
}

// TestGemmEdges has every height and every number of columns of a tile.
func TestGemmEdges(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(13, 14))
		for m := 1; m <= 26; m++ {
			checkGemm(t, r, m, 1+r.IntN(40), 1+r.IntN(20))
		}
		for n := 1; n <= 66; n++ {
			checkGemm(t, r, 1+r.IntN(20), n, 1+r.IntN(20))
			checkGemm(t, r, 1, n, 1+r.IntN(40))
		}
	})
}

func TestGemmRandomShapes(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for range 40 {
			checkGemm(t, r, r.IntN(150), r.IntN(150), r.IntN(150))
		}
	})
}

// TestGemmBlocks crosses the edges of every block of every set.
func TestGemmBlocks(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		for _, s := range [][3]int{
			{2, 3, blockDepth}, {5, 5, blockDepth + 1}, {3, blockCols + 1, 2*blockDepth + 5}, {blockCols, 4, 9},
			{2*blockCols + 1, 9, blockDepth + 3}, {1, 3*blockCols - 1, 33}, {1, 1, 3 * blockDepth}, {1, turnedCols + 3, 2*turnedDepth + 1},
			{3, stripCols + 9, 11}, {400, 17, 30}, {245, stripCols + 5, 7}, {50, 300, 330}, {70, 1, 90},
		} {
			checkGemm(t, r, s[0], s[1], s[2])
		}
	})
}

// TestGemmRows: a row of a product has the same bits when it is computed alone,
// and with other columns beside it.
func TestGemmRows(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(15, 16))
		const m, n, k = 61, 131, 700
		for _, transB := range []bool{false, true} {
			a, lda := matrix(r, m, k, 0, false)
			b, ldb := matrix(r, k, n, 0, transB)
			all, one := make([]float32, m*n), make([]float32, n)
			Gemm(false, transB, m, n, k, a, lda, b, ldb, false, all, n)
			for i := range m {
				cols := 1 + r.IntN(n)
				Gemm(false, transB, 1, cols, k, a[i*lda:], lda, b, ldb, false, one, n)
				if !slices.Equal(one[:cols], all[i*n:][:cols]) {
					t.Fatalf("transB=%v: row %d alone differs", transB, i)
				}
			}
		}
	})
}

// TestGemmFarColumns has columns so far apart that they share a place in the
// cache, which have ways of their own.
func TestGemmFarColumns(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		for _, k := range []int{farStep, farthestStep} {
			const n = 75
			a, lda := matrix(r, 1, k, 0, false)
			b, ldb := matrix(r, k, n, 0, true)
			c := make([]float32, n)
			Gemm(false, true, 1, n, k, a, lda, b, ldb, false, c, n)
			for j, got := range c {
				if want, _, _ := naive(false, true, 0, j, k, a, lda, b, ldb, 0); got != want {
					t.Fatalf("k=%d: C[%d] = %v, in order it is %v", k, j, got, want)
				}
			}
		}
	})
}

func TestGemmNilProduct(t *testing.T) {
	Gemm(false, false, 2, 2, 2, nil, 2, nil, 2, true, nil, 2)
}

// TestGemmNaN: 0·NaN and 0·Inf are NaN; nothing is skipped because it is 0.
func TestGemmNaN(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		for _, m := range []int{1, 5} {
			a, c := make([]float32, m*2), make([]float32, m)
			for _, bad := range []float64{math.NaN(), math.Inf(1)} {
				Gemm(false, false, m, 1, 2, a, 2, []float32{1, float32(bad)}, 1, false, c, 1)
				if c[m-1] == c[m-1] {
					t.Errorf("m=%d: 0·%v = %v, want NaN", m, bad, c[m-1])
				}
			}
		}
	})
}

// TestGemmAllocatesNothing, on one thread; TestGemmThreadsAllocateNothing has
// the others.
func TestGemmAllocatesNothing(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		for _, s := range gemmShapes {
			run := s.operands()
			if n := testing.AllocsPerRun(2, run); n != 0 {
				t.Errorf("%s: %v allocations", s, n)
			}
		}
	})
}

// TestGemmConcurrent: products at the same time share no scratch.
func TestGemmConcurrent(t *testing.T) {
	var group sync.WaitGroup
	for seed := range uint64(4) {
		group.Go(func() {
			r := rand.New(rand.NewPCG(11, seed))
			for range 20 {
				m, n, k := 1+r.IntN(9), 1+r.IntN(70), 1+r.IntN(40)
				a, lda := matrix(r, m, k, 0, false)
				b, ldb := matrix(r, k, n, 0, true)
				c := make([]float32, m*n)
				Gemm(false, true, m, n, k, a, lda, b, ldb, true, c, n)
				for at, got := range c {
					if want, _, _ := naive(false, true, at/n, at%n, k, a, lda, b, ldb, 0); got != want {
						t.Errorf("C[%d] = %v, want %v", at, got, want)
						return
					}
				}
			}
		})
	}
	group.Wait()
}
