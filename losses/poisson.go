package losses

import "github.com/layercake-go/layercake/internal/kernel"

var _ = regression("Poisson", "v = Σ (p − t·log(p + 1e-7)) / n", pointwise{
	value: func(p, t float64) float64 { return p - float64(t*kernel.Log(p+epsilon)) },
	slope: func(p, t float64) float64 { return 1 - t/(p+epsilon) },
})

// Poisson is for counts t whose expected value is predicted, p ≥ 0: their
// negative log-likelihood but for a constant. It takes reduction.
func Poisson(more ...any) *Loss { return construct("Poisson", more) }
