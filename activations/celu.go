package activations

import "github.com/layercake-go/layercake/internal/registry"

type celu struct {
	Alpha float64 `yaml:"alpha" default:"1.0" doc:"−alpha is the limit below"`
}

// CELU is an ELU whose slope at 0 is 1 for every alpha. Barron, "Continuously
// Differentiable Exponential Linear Units", 2017.
var CELU = define("celu", func(p *celu) (*Activation, error) {
	alpha := single(p.Alpha)
	if !(alpha > 0) {
		return nil, registry.Bad("alpha", "want above 0, have %g", p.Alpha)
	}
	return smoothBelow("celu(x) = max(x, 0) + alpha·(exp(min(x, 0)/alpha) − 1)", 1, alpha, alpha), nil
})
