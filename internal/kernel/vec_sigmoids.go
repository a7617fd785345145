package kernel

// ExpTo sets y to e^x, element by element; y may be x. With a vector set the
// error is below 1 ulp, subnormal results included.
func ExpTo(y, x []float32) {
	if unary("ExpTo", y, x) && !vecExp(first(y), first(x), len(x)) {
		apply(y, x, Exp)
	}
}

// SigmoidTo sets y to 1/(1 + e^-x), element by element; y may be x. With a
// vector set the error is below 2.5 ulp, down to the smallest number there is.
func SigmoidTo(y, x []float32) {
	if unary("SigmoidTo", y, x) && !vecSigmoid(first(y), first(x), len(x)) {
		apply(y, x, Sigmoid)
	}
}

// SigmoidGrad sets dx to dy·y·(1 − y), where y is SigmoidTo's; dx may be dy.
func SigmoidGrad(dx, dy, y []float32) {
	if gradient("SigmoidGrad", dx, dy, y) && !vecSigmoidGrad(first(dx), first(dy), first(y), len(y)) {
		chain(dx, dy, y, func(y float64) float64 { return y * (1 - y) })
	}
}

// TanhTo sets y to tanh(x), element by element; y may be x. With a vector set
// the error is below 2.5 ulp.
func TanhTo(y, x []float32) {
	if unary("TanhTo", y, x) && !vecTanh(first(y), first(x), len(x)) {
		apply(y, x, Tanh)
	}
}

// TanhGrad sets dx to dy·(1 − y²), where y is TanhTo's; dx may be dy.
func TanhGrad(dx, dy, y []float32) {
	if gradient("TanhGrad", dx, dy, y) && !vecTanhGrad(first(dx), first(dy), first(y), len(y)) {
		chain(dx, dy, y, func(y float64) float64 { return 1 - float64(y*y) })
	}
}
