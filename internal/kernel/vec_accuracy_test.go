package kernel

import (
	"math"
	"testing"
)

// ulps32 is the distance of got from want, in steps of float32 at want, or at
// floor if want is smaller.
func ulps32(got float32, want, floor float64) float64 {
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
	_, exponent := math.Frexp(max(math.Abs(want), floor))
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

// accurate lists the functions that are close to float64 for every float32: the
// distance in ulp.
var accurate = []struct {
	name  string
	f     func(y, x []float32)
	exact func(float64) float64
	limit float64
	floor float64 // 0 but where a factor is subnormal before the result is
}{
	{"ExpTo", ExpTo, math.Exp, 1, 0},
	{"SigmoidTo", SigmoidTo, Sigmoid, 2.5, 0},
	{"TanhTo", TanhTo, math.Tanh, 2.5, 0},
	{"ReLUTo", ReLUTo, func(x float64) float64 { return max(x, 0) }, 0, 0},
	{"SiLUTo", SiLUTo, func(x float64) float64 { return x * Sigmoid(x) }, 3, 0x1p-118},
	{"GELUTo", vectorGELU, func(x float64) float64 { return x * math.Erfc(-x/math.Sqrt2) / 2 }, 5, 0x1p-118},
	{"SoftplusTo", SoftplusTo, Softplus, 3, 0},
	{"LogSigmoidTo", LogSigmoidTo, func(x float64) float64 { return -Softplus(-x) }, 3, 0},
	{"MishTo", MishTo, func(x float64) float64 { return x * math.Tanh(Softplus(x)) }, 4.5, 0x1p-118},
	{"HardSigmoidTo", HardSigmoidTo, hardSigmoid, 1.5, 0x1p-24},
	{"HardSiLUTo", HardSiLUTo, func(x float64) float64 { return x * hardSigmoid(x) }, 2, 0x1p-22},
	{"ELUTo", func(y, x []float32) { ELUTo(y, x, 1, 1, 1) }, func(x float64) float64 {
		if x > 0 {
			return x
		}
		return math.Expm1(x)
	}, 2, 0},
}

// vectorGELU is GELUTo where a set has a kernel for it; in Go its left tail is
// only as good as that of 1 + erf, which TestBoundedAccuracy looks at.
func vectorGELU(y, x []float32) {
	GELUTo(y, x)
	for i, v := range x {
		if vecSet == vecGeneric {
			y[i] = float32(float64(v) * math.Erfc(-float64(v)/math.Sqrt2) / 2)
		}
	}
}

// TestAccuracy compares with float64 over a sweep of all float32.
func TestAccuracy(t *testing.T) {
	x := sweep()
	y := make([]float32, len(x))
	for _, c := range accurate {
		want := make([]float64, len(x))
		for i, v := range x {
			want[i] = c.exact(float64(v))
		}
		eachSet(t, func(t *testing.T) {
			c.f(y, x)
			worst, at := -1.0, float32(0)
			for i, v := range x {
				if u := ulps32(y[i], want[i], c.floor); u > worst || u != u {
					worst, at = u, v
				}
			}
			if !(worst <= c.limit) {
				t.Errorf("%s: %.3f ulp at %g, want at most %g", c.name, worst, at, c.limit)
			}
		})
	}
}

// bounded lists functions whose error is small beside 1 or the result, if not
// beside a tiny result.
var bounded = []struct {
	name  string
	f     func(y, x []float32)
	exact func(float64) float64
}{
	{"GELUTo", GELUTo, func(x float64) float64 { return x * math.Erfc(-x/math.Sqrt2) / 2 }},
	{"GELUTanhTo", GELUTanhTo, geluTanh},
	{"SigmoidGrad", ofInput(SigmoidGrad), func(y float64) float64 { return y * (1 - y) }},
	{"TanhGrad", ofInput(TanhGrad), func(y float64) float64 { return 1 - y*y }},
	{"SiLUGrad", ofInput(SiLUGrad), func(x float64) float64 { return Sigmoid(x) * (1 + x*Sigmoid(-x)) }},
	{"GELUGrad", ofInput(GELUGrad), geluSlope},
	{"GELUTanhGrad", ofInput(GELUTanhGrad), geluTanhSlope},
	{"SoftplusGrad", ofInput(SoftplusGrad), func(y float64) float64 { return -math.Expm1(-y) }},
	{"LogSigmoidGrad", ofInput(LogSigmoidGrad), func(y float64) float64 { return -math.Expm1(y) }},
	{"MishGrad", ofInput(MishGrad), mishSlope},
	{"HardSigmoidGrad", ofInput(HardSigmoidGrad), func(y float64) float64 { return within(y, 0, 1) / 6 }},
	{"HardSiLUGrad", ofInput(HardSiLUGrad), func(x float64) float64 { return hardSigmoid(x) + x*within(x, -3, 3)/6 }},
	{"HardTanhGrad", ofInput(HardTanhGrad), func(x float64) float64 {
		if math.Abs(x) <= 1 {
			return 1
		}
		return 0
	}},
	{"ELUGrad", ofInput(func(dx, dy, y []float32) { ELUGrad(dx, dy, y, 1.5, 1.5, 1) }), func(y float64) float64 {
		if y > 0 {
			return 1.5
		}
		return y + 1.5
	}},
}

// ofInput makes a gradient the slope it multiplies with.
func ofInput(grad func(dx, dy, s []float32)) func(y, x []float32) {
	return func(y, x []float32) {
		ones := make([]float32, len(x))
		for i := range ones {
			ones[i] = 1
		}
		grad(y, ones, x)
	}
}

func TestBoundedAccuracy(t *testing.T) {
	var x []float32
	for v := -20.0; v < 20; v += 0x1p-12 {
		x = append(x, float32(v*1.00001), float32(v/16))
	}
	y := make([]float32, len(x))
	for _, c := range bounded {
		eachSet(t, func(t *testing.T) {
			in := x
			if c.name == "SoftplusGrad" || c.name == "LogSigmoidGrad" { // their y has one sign
				in = nil
				for _, v := range x {
					if v > 0 == (c.name == "SoftplusGrad") {
						in = append(in, v)
					}
				}
			}
			c.f(y[:len(in)], in)
			worst, at := 0.0, float32(0)
			for i, v := range in {
				want := c.exact(float64(v))
				if e := math.Abs(float64(y[i])-want) / max(1, math.Abs(want)); e > worst || e != e {
					worst, at = e, v
				}
			}
			if !(worst <= 3e-7) {
				t.Errorf("%s: %.3g at %g", c.name, worst, at)
			}
		})
	}
}

// TestGradientsOfOdd: infinities and huge values have the slope that they tend
// to.
func TestGradientsOfOdd(t *testing.T) {
	inf := float32(math.Inf(1))
	eachSet(t, func(t *testing.T) {
		for _, c := range []struct {
			name       string
			grad       func(dx, dy, x []float32)
			low, above float32
		}{
			{"GELUGrad", GELUGrad, -200, 200},
			{"GELUTanhGrad", GELUTanhGrad, -200, 200},
			{"SiLUGrad", SiLUGrad, -200, 200},
			{"SoftplusGrad", SoftplusGrad, 0, inf},
			{"MishGrad", MishGrad, -200, 200},
			{"MishGrad", MishGrad, -200, inf},
			{"ReLUGrad", ReLUGrad, -inf, inf},
		} {
			dx := make([]float32, 2)
			c.grad(dx, []float32{1, 1}, []float32{c.low, c.above})
			if dx[0] != 0 || dx[1] != 1 {
				t.Errorf("%s: %v at %v and %v, want 0 and 1", c.name, dx, c.low, c.above)
			}
		}
	})
}
