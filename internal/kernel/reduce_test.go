package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// plainLanes is the promised order of a reduction, written the plain way.
func plainLanes(n int, term func(i int) float64) float64 {
	var lane [lanes]float64
	for i := range n {
		lane[i%lanes] += term(i)
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for l := range half {
			lane[l] += lane[l+half]
		}
	}
	return lane[0]
}

func TestSums(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, n := range []int{0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 1001} {
		x, y := randoms(r, n), randoms(r, n)
		for name, c := range map[string][2]float64{
			"Sum":        {Sum(x), plainLanes(n, func(i int) float64 { return float64(x[i]) })},
			"SumSquares": {SumSquares(x), plainLanes(n, func(i int) float64 { return float64(x[i]) * float64(x[i]) })},
			"Dot":        {Dot(x, y), plainLanes(n, func(i int) float64 { return float64(x[i]) * float64(y[i]) })},
		} {
			if c[0] != c[1] {
				t.Errorf("%s of %d: %v, want %v", name, n, c[0], c[1])
			}
		}
	}
}

// TestSumIsWide: what a float32 sum would lose is kept.
func TestSumIsWide(t *testing.T) {
	x := make([]float32, 1<<16)
	for i := range x {
		x[i] = 0.125
	}
	x[0] = 1 << 30
	if got, want := Sum(x), float64(1<<30+(1<<16-1)/8.0); got != want {
		t.Errorf("Sum = %v, want %v", got, want)
	}
}

func TestMax(t *testing.T) {
	bad := float32(nan)
	for _, c := range []struct {
		x    []float32
		want float32
	}{
		{[]float32{3}, 3},
		{[]float32{-3, -1, -2}, -1},
		{[]float32{1, float32(inf), 2}, float32(inf)},
		{[]float32{float32(-inf), float32(-inf)}, float32(-inf)},
		{[]float32{1, bad, 2}, bad},
		{[]float32{bad, float32(inf)}, bad},
	} {
		if got := Max(c.x); got != c.want && (got == got || c.want == c.want) {
			t.Errorf("Max(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}

func TestFirstNonFinite(t *testing.T) {
	x := make([]float32, 20)
	x[3] = math.MaxFloat32
	if got := FirstNonFinite(x); got != -1 {
		t.Errorf("got %d for finite values", got)
	}
	for i, bad := range []float64{nan, inf, -inf} {
		y := append([]float32(nil), x...)
		y[19], y[5+i] = float32(nan), float32(bad)
		if got := FirstNonFinite(y); got != 5+i {
			t.Errorf("%v: got %d, want %d", bad, got, 5+i)
		}
	}
}
