package activations

import "github.com/layercake-go/layercake/internal/kernel"

type gelu struct {
	Approximate bool `yaml:"approximate" default:"false" doc:"use tanh instead of erf"`
}

// GELU weights x with the share of a normal distribution that lies below it.
// Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016.
var GELU = define("gelu", func(p *gelu) (*Activation, error) {
	if p.Approximate {
		a := Activation{Formula: "gelu(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))", Saves: Input}
		return vectored(a, kernel.GELUTanhTo, kernel.GELUTanhGrad), nil
	}
	a := Activation{Formula: "gelu(x) = ½·x·(1 + erf(x/√2))", Saves: Input}
	return vectored(a, kernel.GELUTo, kernel.GELUGrad), nil
})
