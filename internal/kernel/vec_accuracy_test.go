package kernel

import (
	"math"
	"testing"
)

// ulps32 is the distance of got from want, in steps of float32 at want.
func ulps32(got float32, want float64) float64 {
	switch {
	case math.IsNaN(want):
		if got != got {
			return 0
		}
		return math.Inf(1)
	case math.Abs(want) > math.MaxFloat32*(1+0x1p-25):
		if math.IsInf(float64(got), 0) && math.Signbit(float64(got)) == math.Signbit(want) {
			return 0
		}
		return math.Inf(1)
	}
	_, exponent := math.Frexp(want)
	step := math.Ldexp(1, max(exponent-24, -149))
	return math.Abs(float64(got)-want) / step
}

// sweep is every 4099th float32 there is, NaN and infinities among them, and many
// in the range where functions bend.
func sweep() []float32 {
	x := append([]float32(nil), odd...)
	for b := uint64(0); b < 1<<32; b += 4099 {
		x = append(x, math.Float32frombits(uint32(b)))
	}
	for v := -110.0; v < 110; v += 0x1p-10 {
		x = append(x, float32(v*1.00001), float32(v/8))
	}
	return x
}

// TestAccuracy compares with float64 over a sweep of all float32.
func TestAccuracy(t *testing.T) {
	x := sweep()
	y := make([]float32, len(x))
	for _, c := range []struct {
		name  string
		f     func(y, x []float32)
		exact func(float64) float64
		limit float64
	}{
		{"ExpTo", ExpTo, math.Exp, 1},
		{"SigmoidTo", SigmoidTo, func(x float64) float64 {
			if x < 0 {
				return math.Exp(x) / (1 + math.Exp(x))
			}
			return 1 / (1 + math.Exp(-x))
		}, 2},
		{"TanhTo", TanhTo, math.Tanh, 2},
		{"ReLUTo", ReLUTo, func(x float64) float64 { return max(x, 0) }, 0},
	} {
		eachSet(t, func(t *testing.T) {
			c.f(y, x)
			worst, at := -1.0, float32(0)
			for i, v := range x {
				if u := ulps32(y[i], c.exact(float64(v))); u > worst || u != u {
					worst, at = u, v
				}
			}
			t.Logf("%s: %.3f ulp at %g", c.name, worst, at)
			if !(worst <= c.limit) {
				t.Errorf("%s: %.3f ulp at %g, want at most %g", c.name, worst, at, c.limit)
			}
		})
	}
}
