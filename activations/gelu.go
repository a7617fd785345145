package activations

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

type gelu struct {
	Approximate bool `yaml:"approximate" default:"false" doc:"use tanh instead of erf"`
}

// GELU weights x with the share of a normal distribution that lies below it.
// Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016.
var GELU = define("gelu", func(p *gelu) (*Activation, error) {
	if p.Approximate {
		a := Activation{Formula: "gelu(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))", Saves: Input}
		return elementwise(a, geluTanh, geluTanhSlope), nil
	}
	a := Activation{Formula: "gelu(x) = ½·x·(1 + erf(x/√2))", Saves: Input}
	return elementwise(a, func(x float64) float64 { return x * normalShare(x) }, geluSlope), nil
})

// normalShare is Φ(x), the share of a standard normal distribution below x.
func normalShare(x float64) float64 { return float64(0.5 * (1 + kernel.Erf(x/math.Sqrt2))) }

// geluSlope is Φ(x) + x·φ(x).
func geluSlope(x float64) float64 {
	density := kernel.Exp(-0.5*x*x) / math.Sqrt(2*math.Pi)
	return normalShare(x) + float64(x*density)
}

const geluCubic = 0.044715

func geluTanh(x float64) float64 { return 0.5 * x * (1 + kernel.Tanh(geluArgument(x))) }

// geluArgument is √(2/π)·(x + 0.044715·x³).
func geluArgument(x float64) float64 {
	return math.Sqrt(2/math.Pi) * (x + float64(geluCubic*x*x*x))
}

func geluTanhSlope(x float64) float64 {
	t := kernel.Tanh(geluArgument(x))
	inner := math.Sqrt(2/math.Pi) * (1 + float64(3*geluCubic*x*x))
	bend := 0.5 * x * (1 - float64(t*t)) * inner
	return float64(0.5*(1+t)) + float64(bend)
}
