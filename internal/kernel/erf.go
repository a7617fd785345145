package kernel

import "math"

// Erf is the error function 2/√π · ∫₀ˣ e^(-t²) dt, with an error below 1 ulp.
// Erf(±0) is ±0, Erf(±Inf) is ±1.
func Erf(x float64) float64 {
	var y float64
	switch a := math.Abs(x); {
	case x != x || x == 0:
		return x
	case a < 0x1p-28: // scaled, so that a subnormal product is rounded once
		return float64(mulAdd(x, 16, float64(16*x*erfSlope)) * 0.0625)
	case a < 0.84375:
		z := float64(x * x)
		return mulAdd(x, horner(z, erfSmallP[:])/horner(z, erfSmallQ[:]), x)
	case a < 1.25:
		s := a - 1
		y = erfNear1 + horner(s, erfMiddleP[:])/horner(s, erfMiddleQ[:])
	case a < 6:
		y = 1 - erfcLarge(a)
	default:
		y = 1
	}
	return math.Copysign(y, x)
}

// erfcLarge is 1 - erf(a) for a in [1.25, 6): e^(-a² - 0.5625 + P/Q) / a with P
// and Q in 1/a². The square is taken apart so that it is exact.
func erfcLarge(a float64) float64 {
	s := 1 / float64(a*a)
	var ratio float64
	if a < 1/0.35 {
		ratio = horner(s, erfcNearP[:]) / horner(s, erfcNearQ[:])
	} else {
		ratio = horner(s, erfcFarP[:]) / horner(s, erfcFarQ[:])
	}
	z := math.Float64frombits(math.Float64bits(a) &^ (1<<32 - 1))
	square := mulAdd(-z, z, -0.5625)
	return float64(Exp(square)*Exp(mulAdd(z-a, z+a, ratio))) / a
}
