package activations_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	. "github.com/layercake-go/layercake/activations"
)

// sorted is sparsemax as in Algorithm 1 of the paper: by sorting.
func sorted(z []float32) []float64 {
	s := slices.Clone(z)
	slices.Sort(s)
	slices.Reverse(s)
	sum, tau := 0.0, 0.0
	for k, v := range s {
		sum += float64(v)
		if 1+float64(k+1)*float64(v) > sum {
			tau = (sum - 1) / float64(k+1)
		}
	}
	p := make([]float64, len(z))
	for i, v := range z {
		p[i] = max(float64(v)-tau, 0)
	}
	return p
}

func TestSparsemaxAsInThePaper(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	rows := [][]float32{{2, 2, 1, 1}, {1, 1, 1, 1}, {100, -100, 0, 50}, {-100, -100, -100, -99}, {1e4, -1e4, 3, 0}, {0.5}, {0, 0.5, 1}}
	for range 300 {
		z := make([]float32, 1+r.IntN(20))
		scale := math.Exp(r.NormFloat64() - 1)
		for i := range z {
			z[i] = float32(r.NormFloat64() * scale)
		}
		rows = append(rows, z)
	}
	for _, z := range rows {
		y := make([]float32, len(z))
		Sparsemax.Apply(y, z, len(z))
		for i, want := range sorted(z) {
			if math.Abs(float64(y[i])-want) > 1e-6 {
				t.Errorf("sparsemax(%v) is %v, want %v", z, y, sorted(z))
				break
			}
		}
	}
}

func TestSquareplusWithoutOverflow(t *testing.T) {
	for x, want := range map[float64]float64{3e38: 3e38, -1e30: 1e-30, -1e4: 1e-4, 1e4: 1e4 + 1e-4} {
		if y := Squareplus.At(x); math.Abs(y-want) > 1e-7*want {
			t.Errorf("squareplus(%v) is %v, want %v", x, y, want)
		}
	}
}
