package kernel

import "math"

// GELUTo sets y to x·Φ(x), where Φ(x) is the share of a standard normal
// distribution below x, element by element; y may be x.
func GELUTo(y, x []float32) {
	if unary("GELUTo", y, x) && !vecGELU(first(y), first(x), len(x)) {
		apply(y, x, func(x float64) float64 { return x * normalShare(x) })
	}
}

// GELUGrad sets dx to dy·(Φ(x) + x·φ(x)); dx may be dy.
func GELUGrad(dx, dy, x []float32) {
	if gradient("GELUGrad", dx, dy, x) && !vecGELUGrad(first(dx), first(dy), first(x), len(x)) {
		chain(dx, dy, x, geluSlope)
	}
}

// normalShare is Φ(x).
func normalShare(x float64) float64 { return float64(0.5 * (1 + Erf(x/math.Sqrt2))) }

// geluSlope is Φ(x) + x·φ(x).
func geluSlope(x float64) float64 {
	density := Exp(-0.5*x*x) / math.Sqrt(2*math.Pi)
	return normalShare(x) + float64(x*density)
}

// GELUTanhTo sets y to ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), element by
// element; y may be x.
func GELUTanhTo(y, x []float32) {
	if unary("GELUTanhTo", y, x) && !vecGELUTanh(first(y), first(x), len(x)) {
		apply(y, x, geluTanh)
	}
}

// GELUTanhGrad sets dx to dy times the slope of GELUTanhTo at x; dx may be dy.
func GELUTanhGrad(dx, dy, x []float32) {
	if gradient("GELUTanhGrad", dx, dy, x) && !vecGELUTanhGrad(first(dx), first(dy), first(x), len(x)) {
		chain(dx, dy, x, geluTanhSlope)
	}
}

const geluCubic = 0.044715

func geluTanh(x float64) float64 { return 0.5 * x * (1 + Tanh(geluArgument(x))) }

// geluArgument is √(2/π)·(x + 0.044715·x³).
func geluArgument(x float64) float64 {
	return math.Sqrt(2/math.Pi) * (x + float64(geluCubic*x*x*x))
}

func geluTanhSlope(x float64) float64 {
	t := Tanh(geluArgument(x))
	inner := math.Sqrt(2/math.Pi) * (1 + float64(3*geluCubic*x*x))
	bend := 0.5 * x * (1 - float64(t*t)) * inner
	return float64(0.5*(1+t)) + float64(bend)
}
