package kernel

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

// LeakyReLUTo sets y to x where x ≥ 0, else to slope·x. y may be x.
func LeakyReLUTo(y, x []float32, slope float32) {
	if !unary("LeakyReLUTo", y, x) || vecLeakyReLU(first(y), first(x), len(x), slope) {
		return
	}
	for i, v := range x {
		if v >= 0 {
			y[i] = v
		} else {
			y[i] = slope * v
		}
	}
}

// LeakyReLUGrad sets dx to slope·dy where s < 0, else to dy; s is LeakyReLUTo's x,
// or its y if slope is above 0. dx may be dy.
func LeakyReLUGrad(dx, dy, s []float32, slope float32) {
	if !gradient("LeakyReLUGrad", dx, dy, s) || vecLeakyReLUGrad(first(dx), first(dy), first(s), len(s), slope) {
		return
	}
	for i, v := range s {
		if v < 0 {
			dx[i] = slope * dy[i]
		} else {
			dx[i] = dy[i]
		}
	}
}

// ClipTo sets y to the nearest to x of all values from low to high; NaN stays
// NaN. y may be x.
func ClipTo(y, x []float32, low, high float32) {
	if !unary("ClipTo", y, x) || vecClip(first(y), first(x), len(x), low, high) {
		return
	}
	for i, v := range x {
		y[i] = min(max(v, low), high)
	}
}

// ClipGrad sets dx to dy where low < s < high, else to 0; s is ClipTo's x or y.
// dx may be dy.
func ClipGrad(dx, dy, s []float32, low, high float32) {
	if !gradient("ClipGrad", dx, dy, s) || vecClipGrad(first(dx), first(dy), first(s), len(s), low, high) {
		return
	}
	for i, v := range s {
		d := dy[i]
		if !(low < v && v < high) {
			d = 0
		}
		dx[i] = d
	}
}
