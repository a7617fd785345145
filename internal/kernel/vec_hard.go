package kernel

// HardSigmoidTo sets y to min(max(x + 3, 0), 6)/6, element by element; NaN stays
// NaN. y may be x.
func HardSigmoidTo(y, x []float32) {
	if unary("HardSigmoidTo", y, x) && !vecHardSigmoid(first(y), first(x), len(x)) {
		apply(y, x, hardSigmoid)
	}
}

func hardSigmoid(x float64) float64 { return min(max(x+3, 0), 6) / 6 }

// HardSigmoidGrad sets dx to dy/6 where 0 < y < 1, else to 0; y is
// HardSigmoidTo's. dx may be dy.
func HardSigmoidGrad(dx, dy, y []float32) {
	if gradient("HardSigmoidGrad", dx, dy, y) && !vecHardSigmoidGrad(first(dx), first(dy), first(y), len(y)) {
		chain(dx, dy, y, func(y float64) float64 { return within(y, 0, 1) / 6 })
	}
}

// within is 1 for low < x < high, else 0.
func within(x, low, high float64) float64 {
	if low < x && x < high {
		return 1
	}
	return 0
}

// HardSiLUTo sets y to x times its HardSigmoidTo; y may be x.
func HardSiLUTo(y, x []float32) {
	if unary("HardSiLUTo", y, x) && !vecHardSiLU(first(y), first(x), len(x)) {
		apply(y, x, func(x float64) float64 { return x * hardSigmoid(x) })
	}
}

// HardSiLUGrad sets dx to dy times the slope of HardSiLUTo at x, without the
// bends at ±3; dx may be dy.
func HardSiLUGrad(dx, dy, x []float32) {
	if gradient("HardSiLUGrad", dx, dy, x) && !vecHardSiLUGrad(first(dx), first(dy), first(x), len(x)) {
		chain(dx, dy, x, func(x float64) float64 { return hardSigmoid(x) + float64(x*within(x, -3, 3))/6 })
	}
}

// HardTanhGrad sets dx to dy where -1 ≤ x ≤ 1, else to 0: the slope of ClipTo
// between -1 and 1 with its ends, as Keras has it. dx may be dy.
func HardTanhGrad(dx, dy, x []float32) {
	if !gradient("HardTanhGrad", dx, dy, x) || vecHardTanhGrad(first(dx), first(dy), first(x), len(x)) {
		return
	}
	for i, v := range x {
		d := dy[i]
		if !(-1 <= v && v <= 1) {
			d = 0
		}
		dx[i] = d
	}
}
