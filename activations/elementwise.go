package activations

// elementwise completes a, a function of each value alone: f is the function,
// and slope its derivative as a function of what a.Saves, its output or its
// input. Both compute in float64; the result is rounded once.
func elementwise(a Activation, f, slope func(float64) float64) *Activation {
	a.Apply = func(y, x []float32, _ int) {
		for i, v := range x {
			y[i] = float32(f(float64(v)))
		}
	}
	a.Grad = func(dx, dy, y, x []float32, _ int) {
		saved := y
		if a.Saves == Input {
			saved = x
		}
		for i, v := range saved {
			dx[i] = float32(float64(dy[i]) * slope(float64(v)))
		}
	}
	return &a
}

// vectored completes a with functions of whole vectors: apply sets y = f(x), and
// grad dx = dy·slope(s), where s is what a.Saves, its output or its input.
func vectored(a Activation, apply func(y, x []float32), grad func(dx, dy, s []float32)) *Activation {
	a.Apply = func(y, x []float32, _ int) { apply(y, x) }
	a.Grad = func(dx, dy, y, x []float32, _ int) {
		if a.Saves == Input {
			y = x
		}
		grad(dx, dy, y)
	}
	return &a
}

// single rounds a parameter to float32, so that it compares with values as
// Keras's does.
func single(x float64) float64 { return float64(float32(x)) }

// clip is the nearest to x of all values from low to high. NaN stays NaN.
func clip(x, low, high float64) float64 { return min(max(x, low), high) }

// inside is 1 for low < x < high, else 0: the slope of clip without its ends.
func inside(x, low, high float64) float64 {
	if low < x && x < high {
		return 1
	}
	return 0
}
