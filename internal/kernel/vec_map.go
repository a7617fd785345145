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
