package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
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
