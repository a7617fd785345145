package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSoftmaxAgainstFloat64(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for _, n := range []int{1, 2, 10, 16, 17, 100} {
		const rows = 5
		x := randoms(r, rows*n)
		Scale(x, 8)
		y, logs := make([]float32, len(x)), make([]float32, len(x))
		Softmax(y, x, n)
		LogSoftmax(logs, x, n)
		for i := 0; i < len(x); i += n {
			var sum float64
			for _, v := range x[i : i+n] {
				sum += math.Exp(float64(v))
			}
			for j := i; j < i+n; j++ {
				want := math.Exp(float64(x[j])) / sum
				if math.Abs(float64(y[j])-want) > 2e-7*want {
					t.Errorf("n=%d: Softmax[%d] = %v, want %v", n, j, y[j], want)
				}
				if math.Abs(float64(logs[j])-math.Log(want)) > 1e-7*math.Abs(math.Log(want)) {
					t.Errorf("n=%d: LogSoftmax[%d] = %v, want %v", n, j, logs[j], math.Log(want))
				}
			}
			if got, want := LogSumExp(x[i:i+n]), math.Log(sum); math.Abs(got-want) > 1e-14*math.Abs(want)+1e-15 {
				t.Errorf("n=%d: LogSumExp = %v, want %v", n, got, want)
			}
			if total := Sum(y[i : i+n]); math.Abs(total-1) > 1e-6 {
				t.Errorf("n=%d: the shares add up to %v", n, total)
			}
		}
		Softmax(x, x, n)
		for i := range x {
			if x[i] != y[i] {
				t.Fatalf("n=%d: in place, Softmax[%d] = %v, else %v", n, i, x[i], y[i])
			}
		}
	}
}

// TestSoftmaxCrossentropy holds both ways to the formula; targets are shares, or
// one is 1. A row that is nearly right keeps the accuracy of its small loss.
func TestSoftmaxCrossentropy(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	eachSet(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 10, 16, 17, 100} {
			const rows = sumsRows + 3
			z, want := randoms(r, rows*n), make([]float32, rows*n)
			Scale(z, 8)
			for row := range rows {
				k := row*n + row%n
				want[k] = 1
				if row%3 == 1 {
					z[k] += 30
				}
				if row%3 == 2 {
					copy(want[row*n:(row+1)*n], randoms(r, n))
				}
			}
			p, d, v, sums := make([]float32, rows*n), make([]float32, rows*n), make([]float32, rows), make([]float64, 2*rows)
			SoftmaxCrossentropy(v, p, d, z, want, n)
			shares := make([]float32, rows*n)
			SoftmaxSums(shares, z, sums, n)
			for row := range rows {
				lo, hi := row*n, (row+1)*n
				value, whole := 0.0, 0.0
				for i, w := range want[lo:hi] {
					rest := 0.0 // Σ e^(z − zᵢ), but for 1
					for j, x := range z[lo:hi] {
						if j != i {
							rest += math.Exp(float64(x) - float64(z[lo+i]))
						}
					}
					value += float64(w) * math.Log1p(rest)
					whole += float64(w)
				}
				if math.Abs(float64(v[row])-value) > 2e-6*math.Abs(value)+1e-15 { // float64's rounding of 1
					t.Errorf("n=%d: the loss of row %d is %v, want %v", n, row, v[row], value)
				}
				if top := float64(Max(z[lo:hi])); sums[2*row] != top || math.Abs(sums[2*row+1]-sumExp(z[lo:hi], top)) > 1e-6*sums[2*row+1] {
					t.Errorf("n=%d: the sums of row %d are %v", n, row, sums[2*row:2*row+2])
				}
				for i := lo; i < hi; i++ {
					if g := float64(p[i])*whole - float64(want[i]); shares[i] != p[i] || math.Abs(float64(d[i])-g) > 6e-8*math.Abs(g) {
						t.Errorf("n=%d: p[%d] is %v or %v, d %v, want %v", n, i, p[i], shares[i], d[i], g)
					}
				}
			}
			SoftmaxCrossentropy(v, z, want, z, want, n)
			if !slices.Equal(z, p) || !slices.Equal(want, d) {
				t.Errorf("n=%d: in place, other results", n)
			}
		}
	})
}

// TestCrossentropyOfNothing: a class that cannot be, with the target 0, does not
// count; with another it makes the loss infinite.
func TestCrossentropyOfNothing(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		z, v, p, d := []float32{1, float32(-inf), 1}, make([]float32, 1), make([]float32, 3), make([]float32, 3)
		SoftmaxCrossentropy(v, p, d, z, []float32{1, 0, 0}, 3)
		if got := fmt.Sprint(v, p, d); got != fmt.Sprint([]float32{math.Ln2}, []float32{0.5, 0, 0.5}, []float32{-0.5, 0, 0.5}) {
			t.Error(got)
		}
		SoftmaxCrossentropy(v, p, d, z, []float32{0, 1, 0}, 3)
		if got := fmt.Sprint(v, d); got != "[+Inf] [0.5 -1 0.5]" {
			t.Error(got)
		}
	})
}

func TestSoftmaxExtremes(t *testing.T) {
	hot, cold, bad := float32(inf), float32(-inf), float32(nan)
	for _, c := range []struct {
		x, share, logs []float32
		lse            float64
	}{
		{[]float32{1e4, -1e4}, []float32{1, 0}, []float32{0, -2e4}, 1e4},
		{[]float32{-1e4, -1e4}, []float32{0.5, 0.5}, []float32{-math.Ln2, -math.Ln2}, -1e4 + math.Ln2},
		{[]float32{math.MaxFloat32, -math.MaxFloat32}, []float32{1, 0}, []float32{0, cold}, math.MaxFloat32},
		{[]float32{0, cold, 0}, []float32{0.5, 0, 0.5}, []float32{-math.Ln2, cold, -math.Ln2}, math.Ln2},
		{[]float32{cold, cold}, []float32{bad, bad}, []float32{bad, bad}, -inf},
		{[]float32{hot, 1}, []float32{bad, bad}, []float32{bad, bad}, inf},
		{[]float32{hot, hot}, []float32{bad, bad}, []float32{bad, bad}, inf},
		{[]float32{1, bad}, []float32{bad, bad}, []float32{bad, bad}, nan},
	} {
		share, logs := make([]float32, len(c.x)), make([]float32, len(c.x))
		Softmax(share, c.x, len(c.x))
		LogSoftmax(logs, c.x, len(c.x))
		if got, want := fmt.Sprint(share, logs, LogSumExp(c.x)), fmt.Sprint(c.share, c.logs, c.lse); got != want {
			t.Errorf("%v: got %s, want %s", c.x, got, want)
		}
	}
}

func TestVectorsAllocateNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	y, b := randoms(r, 32*100), randoms(r, 100)
	if n := testing.AllocsPerRun(10, func() {
		AddRow(y, b)
		SumRows(b, y)
		Add(y, y)
		Axpy(0.1, y, y)
		Scale(y, 0.1)
		Softmax(y, y, 100)
		LogSoftmax(y, y, 100)
		y[0] += float32(Dot(y, y)+Sum(y)+SumSquares(y)+LogSumExp(y)) + Max(y)
		y[0] = float32(FirstNonFinite(y))
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
