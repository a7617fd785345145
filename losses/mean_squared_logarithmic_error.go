package losses

import "github.com/layercake-go/layercake/internal/kernel"

var _ = regression("MeanSquaredLogarithmicError", "v = Σ (log(1 + p) − log(1 + t))² / n, negative values read as 1e-7", pointwise{
	value: func(p, t float64) float64 {
		e := logarithm(p) - logarithm(t)
		return float64(e * e)
	},
	slope: func(p, t float64) float64 {
		switch e := 2 * (logarithm(p) - logarithm(t)); {
		case p < epsilon:
			return 0
		case p == epsilon:
			return e / 2 / (1 + p)
		default:
			return e / (1 + p)
		}
	},
}, "msle")

// MeanSquaredLogarithmicError compares the orders of magnitude of values from 0
// up. It takes reduction.
func MeanSquaredLogarithmicError(more ...any) *Loss {
	return construct("MeanSquaredLogarithmicError", more)
}

func logarithm(x float64) float64 { return kernel.Log(1 + max(x, epsilon)) }
