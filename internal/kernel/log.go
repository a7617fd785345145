package kernel

import "math"

// Log is the natural logarithm of x, with an error below 1 ulp. Log(±0) is
// -Inf, Log(x < 0) is NaN, Log(+Inf) is +Inf.
func Log(x float64) float64 {
	switch {
	case x != x || x > math.MaxFloat64:
		return x
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	m, k := mantissa(x)
	return logSum(m-1, k, 0)
}

// Log1p is log(1 + x), right for small x too, with an error below 1 ulp.
// Log1p(±0) is ±0, Log1p(-1) is -Inf, Log1p(x < -1) is NaN, Log1p(+Inf) is +Inf.
func Log1p(x float64) float64 {
	switch {
	case x != x || x > math.MaxFloat64 || math.Abs(x) < 0x1p-54:
		return x
	case x == -1:
		return math.Inf(-1)
	case x < -1:
		return math.NaN()
	case x > math.Sqrt2/2-1 && x < math.Sqrt2-1:
		return logSum(x, 0, 0)
	}
	u, lost := twoSum(1, x)
	m, k := mantissa(u)
	return logSum(m-1, k, lost/u)
}

// mantissa writes a positive finite x as m·2^k with m in [√½, √2).
func mantissa(x float64) (m float64, k int) {
	const smallestNormal, sqrtHalf = 0x1p-1022, 0x3fe6a09e667f3bcd
	if x < smallestNormal {
		x *= 0x1p54
		k = -54
	}
	b := math.Float64bits(x)
	power := int64(b-sqrtHalf) >> 52
	return math.Float64frombits(b - uint64(power)<<52), k + int(power)
}

// logSum is log(1 + f) + k·ln2 + low for 1 + f in [√½, √2] and a tiny low.
//
// With s = f/(2+f), log(1+f) = 2s + s·r(s²) = f - f²/2 + s·(f²/2 + r).
func logSum(f float64, k int, low float64) float64 {
	half := float64(0.5 * float64(f*f))
	s := f / (2 + f)
	z := float64(s * s)
	w := float64(z * z)
	even := mulAdd(w, log6, log4)
	even = mulAdd(w, even, log2)
	odd := mulAdd(w, log7, log5)
	odd = mulAdd(w, odd, log3)
	odd = mulAdd(w, odd, log1)
	r := mulAdd(w, even, float64(z*odd))
	power := float64(k)
	low = mulAdd(power, ln2Lo, low)
	return float64(power*ln2Hi) - ((half - mulAdd(s, half+r, low)) - f)
}
