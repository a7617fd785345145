package kernel

// SiLUTo sets y to x·sigmoid(x), element by element; y may be x.
func SiLUTo(y, x []float32) {
	if unary("SiLUTo", y, x) && !vecSiLU(first(y), first(x), len(x)) {
		apply(y, x, func(x float64) float64 { return x * Sigmoid(x) })
	}
}

// SiLUGrad sets dx to dy times the slope of SiLUTo at x; dx may be dy.
func SiLUGrad(dx, dy, x []float32) {
	if gradient("SiLUGrad", dx, dy, x) && !vecSiLUGrad(first(dx), first(dy), first(x), len(x)) {
		chain(dx, dy, x, func(x float64) float64 {
			s := Sigmoid(x)
			return s * (1 + float64(x*(1-s)))
		})
	}
}

// SoftplusTo sets y to log(1 + e^x), element by element; y may be x.
func SoftplusTo(y, x []float32) {
	if unary("SoftplusTo", y, x) && !vecSoftplus(first(y), first(x), len(x)) {
		apply(y, x, Softplus)
	}
}

// SoftplusGrad sets dx to dy·(1 − e^-y), where y is SoftplusTo's; dx may be dy.
func SoftplusGrad(dx, dy, y []float32) {
	if gradient("SoftplusGrad", dx, dy, y) && !vecSoftplusGrad(first(dx), first(dy), first(y), len(y)) {
		chain(dx, dy, y, func(y float64) float64 { return -Expm1(-y) })
	}
}

// LogSigmoidTo sets y to log(sigmoid(x)), element by element; y may be x.
func LogSigmoidTo(y, x []float32) {
	if unary("LogSigmoidTo", y, x) && !vecLogSigmoid(first(y), first(x), len(x)) {
		apply(y, x, func(x float64) float64 { return -Softplus(-x) })
	}
}

// LogSigmoidGrad sets dx to dy·(1 − e^y), where y is LogSigmoidTo's; dx may be
// dy.
func LogSigmoidGrad(dx, dy, y []float32) {
	if gradient("LogSigmoidGrad", dx, dy, y) && !vecLogSigmoidGrad(first(dx), first(dy), first(y), len(y)) {
		chain(dx, dy, y, func(y float64) float64 { return -Expm1(y) })
	}
}

// ELUTo sets y to above·x where x > 0, else to bottom·(e^(x/alpha) − 1), element by
// element; y may be x.
func ELUTo(y, x []float32, above, bottom, alpha float64) {
	if !unary("ELUTo", y, x) || vecELU(first(y), first(x), len(x), float32(above), float32(bottom), float32(1/alpha)) {
		return
	}
	apply(y, x, func(x float64) float64 {
		if x > 0 {
			return above * x
		}
		return bottom * Expm1(x/alpha)
	})
}

// ELUGrad sets dx to dy·above where y > 0, else to dy·(y + bottom)/alpha, where y
// is ELUTo's; dx may be dy.
func ELUGrad(dx, dy, y []float32, above, bottom, alpha float64) {
	if !gradient("ELUGrad", dx, dy, y) ||
		vecELUGrad(first(dx), first(dy), first(y), len(y), float32(above), float32(bottom/alpha), float32(1/alpha)) {
		return
	}
	chain(dx, dy, y, func(y float64) float64 {
		if y > 0 {
			return above
		}
		return y/alpha + bottom/alpha
	})
}
