package losses

import "math"

var _ = regression("MeanAbsoluteError", "v = Σ |p − t| / n", pointwise{
	value: func(p, t float64) float64 { return math.Abs(p - t) },
	slope: sign,
}, "mae")

// MeanAbsoluteError is the mean distance, in the unit of the targets. Outliers
// count for no more than their distance. It takes reduction.
func MeanAbsoluteError(more ...any) *Loss { return construct("MeanAbsoluteError", more) }

// sign is the slope of |p − t|; where they are equal it is -1, as in Keras.
func sign(p, t float64) float64 {
	if p > t {
		return 1
	}
	return -1
}
