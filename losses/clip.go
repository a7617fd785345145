package losses

// Keras keeps probabilities away from 0 and 1, where the logarithm has no value:
// 1e-7 and 1 - 1e-7 in float32, the second of which is 1 - 2⁻²³.
const (
	epsilon = float64(float32(1e-7))
	almost1 = float64(float32(1 - 1e-7))
)

// clip holds x between lo and hi. Its slope is 0 outside, and on the border the
// half that Keras's gradient has there.
func clip(x, lo, hi float64) (y, slope float64) {
	switch {
	case x < lo:
		return lo, 0
	case x > hi:
		return hi, 0
	case x == lo || x == hi:
		return x, 0.5
	}
	return x, 1
}

// probability clips x as Keras does.
func probability(x float64) (y, slope float64) { return clip(x, epsilon, almost1) }

// positive is max(x, 0), with its slope.
func positive(x float64) (y, slope float64) {
	switch {
	case x < 0:
		return 0, 0
	case x == 0:
		return 0, 0.5
	}
	return x, 1
}
