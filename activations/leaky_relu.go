package activations

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

type leakyReLU struct {
	NegativeSlope float64 `yaml:"negative_slope" default:"0.2" doc:"slope below 0"`
}

// LeakyReLU is x, and negative_slope·x below 0: no unit ever has a gradient of
// zero. Maas and others, "Rectifier Nonlinearities Improve Neural Network
// Acoustic Models", 2013.
var LeakyReLU = define("leaky_relu", func(p *leakyReLU) (*Activation, error) {
	if p.NegativeSlope < 0 {
		return nil, registry.Bad("negative_slope", "want at least 0, have %g", p.NegativeSlope)
	}
	a := leaky(float32(p.NegativeSlope))
	a.Formula = "leaky_relu(x) = x if x ≥ 0, else negative_slope·x"
	return a, nil
})

// leaky is x, and slope·x below 0. The sign of y tells that of x, unless slope
// is 0.
func leaky(slope float32) *Activation {
	var a Activation
	if slope == 0 {
		a.Saves = Input
	}
	return vectored(a,
		func(y, x []float32) { kernel.LeakyReLUTo(y, x, slope) },
		func(dx, dy, s []float32) { kernel.LeakyReLUGrad(dx, dy, s, slope) }).
		inProduct(kernel.ActLeakyReLU(slope))
}
