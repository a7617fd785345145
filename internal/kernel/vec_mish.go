package kernel

// MishTo sets y to x·tanh(log(1 + e^x)), element by element; y may be x.
func MishTo(y, x []float32) {
	if unary("MishTo", y, x) && !vecMish(first(y), first(x), len(x)) {
		apply(y, x, func(x float64) float64 { return x * Tanh(Softplus(x)) })
	}
}

// MishGrad sets dx to dy times the slope of MishTo at x; dx may be dy.
func MishGrad(dx, dy, x []float32) {
	if gradient("MishGrad", dx, dy, x) && !vecMishGrad(first(dx), first(dy), first(x), len(x)) {
		chain(dx, dy, x, mishSlope)
	}
}

func mishSlope(x float64) float64 {
	t := Tanh(Softplus(x))
	bend := (1 - float64(t*t)) * Sigmoid(x)
	return t + float64(min(x, 1e300)*bend) // not infinity times 0
}
