package kernel

// Expm1 is e^x - 1, right for small x too, with an error below 1.1 ulp.
// Expm1(±0) is ±0, Expm1(-Inf) is -1, Expm1(+Inf) is +Inf.
func Expm1(x float64) float64 {
	switch {
	case x != x || x == 0:
		return x
	case x < -40:
		return -1 // e^-40 is below half an ulp of 1
	case x > 40:
		return Exp(x) // so is 1 beside e^40
	}
	r, rest, k := expParts(x, 0)
	if k == 0 {
		return x + rest
	}
	power := powerOfTwo(k)
	one, lost1 := twoSum(power, -1)
	sum, lost2 := twoSum(one, float64(power*r))
	return sum + (mulAdd(power, rest, lost2) + lost1)
}
