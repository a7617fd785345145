package kernel

// apply sets y[i] = f(x[i]), computed in float64.
func apply(y, x []float32, f func(float64) float64) {
	for i, v := range x {
		y[i] = float32(f(float64(v)))
	}
}

// chain sets dx[i] = dy[i]·slope(s[i]), computed in float64.
func chain(dx, dy, s []float32, slope func(float64) float64) {
	for i, v := range s {
		dx[i] = float32(float64(dy[i]) * slope(float64(v)))
	}
}

// unary reports whether there is something to do for y = f(x).
func unary(name string, y, x []float32) bool {
	if y == nil || x == nil {
		return false
	}
	sameLength(name, len(y), len(x))
	return true
}

// gradient reports whether there is something to do for dx = dy·slope(s).
func gradient(name string, dx, dy, s []float32) bool {
	if dx == nil || dy == nil || s == nil {
		return false
	}
	sameLength(name, len(dx), len(s))
	sameLength(name, len(dy), len(s))
	return true
}

// ExpTo sets y to e^x, element by element; y may be x. With a vector set the
// error is below 1 ulp, subnormal results included.
func ExpTo(y, x []float32) {
	if unary("ExpTo", y, x) && !vecExp(first(y), first(x), len(x)) {
		apply(y, x, Exp)
	}
}

// SigmoidTo sets y to 1/(1 + e^-x), element by element; y may be x. With a
// vector set the error is below 2 ulp, down to the smallest number there is.
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
// the error is below 2 ulp.
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

// ReLUTo sets y to x where x > 0, else to 0; NaN stays NaN. y may be x.
func ReLUTo(y, x []float32) {
	if unary("ReLUTo", y, x) && !vecReLU(first(y), first(x), len(x)) {
		for i, v := range x {
			y[i] = max(v, 0)
		}
	}
}

// ReLUGrad sets dx to dy where y > 0, else to 0; y is ReLUTo's. dx may be dy.
func ReLUGrad(dx, dy, y []float32) {
	if gradient("ReLUGrad", dx, dy, y) && !vecReLUGrad(first(dx), first(dy), first(y), len(y)) {
		for i, v := range y {
			d := dy[i]
			if !(v > 0) {
				d = 0
			}
			dx[i] = d
		}
	}
}
