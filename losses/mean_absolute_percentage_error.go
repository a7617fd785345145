package losses

import "math"

var _ = regression("MeanAbsolutePercentageError", "v = 100·Σ |p − t| / max(|t|, 1e-7) / n", pointwise{
	value: func(p, t float64) float64 { return 100 * math.Abs(p-t) / max(math.Abs(t), epsilon) },
	slope: func(p, t float64) float64 { return 100 * sign(p, t) / max(math.Abs(t), epsilon) },
}, "mape")

// MeanAbsolutePercentageError is the mean distance in percent of the target. A
// target of 0 makes it huge. It takes reduction.
func MeanAbsolutePercentageError(more ...any) *Loss {
	return construct("MeanAbsolutePercentageError", more)
}
