package kernel

import "math"

// Tanh is the hyperbolic tangent of x, with an error below 1.5 ulp. Tanh(±0) is
// ±0, Tanh(±Inf) is ±1.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x || x == 0:
		return x
	case a < 0.55:
		return tanhNear0(x)
	case a > 22:
		return math.Copysign(1, x)
	}
	return math.Copysign(1-2/onePlusExp(2*a), x)
}

// tanhNear0 is the eighth convergent of Lambert's continued fraction
// x/(1 + z/(3 + z/(5 + …))) with z = x², written as x minus a correction; for
// |x| < 0.55 it is right to 2^-59.
func tanhNear0(x float64) float64 {
	z := float64(x * x)
	p := mulAdd(z, mulAdd(z, z+594, 45045), 675675)
	q := mulAdd(z, mulAdd(z, mulAdd(z, z+630, 51975), 945945), 2027025)
	return x - float64(x*(float64(z*p)/q))
}

// Sigmoid is 1 / (1 + e^-x), with an error below 2 ulp; its left tail is e^x,
// down to the smallest number there is.
func Sigmoid(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 40:
		return 1
	case x < -40:
		return Exp(x)
	}
	return 1 / onePlusExp(-x)
}

// onePlusExp is 1 + e^x for |x| ≤ 44, rounded only once.
func onePlusExp(x float64) float64 {
	r, rest, k := expParts(x, 0)
	power := powerOfTwo(k)
	return (1 + power) + float64(power*(r+rest))
}
