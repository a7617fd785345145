package losses

var _ = regression("MeanSquaredError", "v = Σ (p − t)² / n", pointwise{
	value: func(p, t float64) float64 { return float64((p - t) * (p - t)) },
	slope: func(p, t float64) float64 { return 2 * (p - t) },
}, "mse")

// MeanSquaredError is the mean squared difference, for numbers of any size. Large
// errors count most. It takes reduction.
func MeanSquaredError(more ...any) *Loss { return construct("MeanSquaredError", more) }
