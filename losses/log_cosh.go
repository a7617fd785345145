package losses

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = regression("LogCosh", "v = Σ log(cosh(p − t)) / n", pointwise{
	value: func(p, t float64) float64 {
		e := math.Abs(p - t) // softplus(−2e) + e − log 2, which does not overflow
		return e + kernel.Softplus(-2*e) - math.Ln2
	},
	slope: func(p, t float64) float64 { return kernel.Tanh(p - t) },
})

// LogCosh is the mean logarithm of the hyperbolic cosine of the differences:
// e²/2 for small ones, |e| − log 2 for large ones. It takes reduction.
func LogCosh(more ...any) *Loss { return construct("LogCosh", more) }
