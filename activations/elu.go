package activations

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

type elu struct {
	Alpha float64 `yaml:"alpha" default:"1.0" doc:"−alpha is the limit below"`
}

// ELU is x, and below 0 bends smoothly towards −alpha. Clevert and others, "Fast
// and Accurate Deep Network Learning by Exponential Linear Units", 2015.
var ELU = define("elu", func(p *elu) (*Activation, error) {
	if p.Alpha < 0 {
		return nil, registry.Bad("alpha", "want at least 0, have %g", p.Alpha)
	}
	return newELU("elu(x) = x if x > 0, else alpha·(exp(x) − 1)", 1, single(p.Alpha)), nil
})

// newELU is scale·x, and scale·alpha·(eˣ − 1) up to 0, where its slope is
// y + scale·alpha.
func newELU(formula string, scale, alpha float64) *Activation {
	return smoothBelow(formula, scale, float64(scale*alpha), 1)
}

// smoothBelow is above·x, and bottom·(e^(x/alpha) − 1) up to 0.
func smoothBelow(formula string, above, bottom, alpha float64) *Activation {
	return vectored(Activation{Formula: formula},
		func(y, x []float32) { kernel.ELUTo(y, x, above, bottom, alpha) },
		func(dx, dy, y []float32) { kernel.ELUGrad(dx, dy, y, above, bottom, alpha) })
}
