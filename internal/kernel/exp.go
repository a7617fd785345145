package kernel

import "math"

// ln 2 in two parts: the first has 20 zero bits at its end, so that its product
// with any exponent is exact.
const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// Where e^x leaves the range of float64.
const (
	expOverflow  = 7.09782712893383973096e+02
	expUnderflow = -7.45133219101941108420e+02
)

// Exp is e^x, with an error below 0.75 ulp. Exp(NaN) is NaN, Exp(-Inf) is 0,
// Exp(+Inf) is +Inf.
func Exp(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > expOverflow:
		return math.Inf(1)
	case x < expUnderflow:
		return 0
	}
	return expSum(x, 0)
}

// expSum is e^(x+low) for a low that is tiny beside 1 and an x between the two
// limits.
func expSum(x, low float64) float64 {
	r, rest, k := expParts(x, low)
	one := 1 + r
	lost := r - (one - 1)
	return scale(one+(lost+rest), k)
}

// expParts writes e^(x+low) as (1 + r + rest)·2^k: x = k·ln2 + r with |r| ≤
// ln2/2 but for its last bits, and rest is theirs and e^r - 1 - r.
func expParts(x, low float64) (r, rest float64, k int) {
	k = nearestPower(x)
	r = x - float64(float64(k)*ln2Hi)
	lo := float64(float64(k)*ln2Lo) - low
	return r, expTail(r-lo) - lo, k
}

// nearestPower is the integer nearest x/ln2.
func nearestPower(x float64) int {
	return int(mulAdd(x, math.Log2E, math.Copysign(0.5, x)))
}

// expTail is e^r - 1 - r for |r| ≤ ln2/2: the Taylor series to r¹³, whose rest
// is below 2^-57. Even and odd powers are summed side by side.
func expTail(r float64) float64 {
	z := float64(r * r)
	even := mulAdd(z, 1.0/479001600, 1.0/3628800)
	even = mulAdd(z, even, 1.0/40320)
	even = mulAdd(z, even, 1.0/720)
	even = mulAdd(z, even, 1.0/24)
	even = mulAdd(z, even, 1.0/2)
	odd := mulAdd(z, 1.0/6227020800, 1.0/39916800)
	odd = mulAdd(z, odd, 1.0/362880)
	odd = mulAdd(z, odd, 1.0/5040)
	odd = mulAdd(z, odd, 1.0/120)
	odd = mulAdd(z, odd, 1.0/6)
	return float64(z * mulAdd(r, odd, even))
}

// scale is x·2^k for x near 1 and |k| ≤ 1100; a subnormal result is rounded
// once.
func scale(x float64, k int) float64 {
	switch {
	case k > 1023:
		return float64(x*powerOfTwo(k-1)) * 2
	case k < -1021:
		return float64(x*powerOfTwo(k+100)) * powerOfTwo(-100)
	}
	return float64(x * powerOfTwo(k))
}

// powerOfTwo is 2^k for k in [-1022, 1023].
func powerOfTwo(k int) float64 {
	return math.Float64frombits(uint64(k+1023) << 52)
}
