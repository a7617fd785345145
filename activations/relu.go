package activations

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

// relu configures f(x) = max(x, 0) and its variants.
type relu struct {
	NegativeSlope float64  `yaml:"negative_slope" default:"0.0" doc:"slope below threshold"`
	MaxValue      *float64 `yaml:"max_value" default:"None" doc:"largest output"`
	Threshold     float64  `yaml:"threshold" default:"0.0" doc:"up to it the slope is negative_slope"`
}

// ReLU is the rectified linear unit of each value alone: x if x > 0, else 0.
// Nair and Hinton, 2010. It takes negative_slope, max_value and threshold.
var ReLU = define("relu", newReLU)

func newReLU(p *relu) (*Activation, error) {
	for _, c := range []struct {
		key string
		v   *float64
	}{{"negative_slope", &p.NegativeSlope}, {"max_value", p.MaxValue}, {"threshold", &p.Threshold}} {
		if c.v != nil && *c.v < 0 {
			return nil, registry.Bad(c.key, "want at least 0, have %g", *c.v)
		}
	}
	plain := p.MaxValue == nil && p.Threshold == 0
	if plain && p.NegativeSlope == 0 {
		return vectored(Activation{Formula: "relu(x) = max(x, 0)"}, kernel.ReLUTo, kernel.ReLUGrad).
			inProduct(kernel.ActReLU()), nil
	}
	if plain {
		a := leaky(float32(p.NegativeSlope))
		a.Formula = "relu(x) = x if x ≥ 0, else negative_slope·x"
		return a, nil
	}
	return cutReLU(p), nil
}

// cutReLU is relu with a max_value or a threshold.
func cutReLU(p *relu) *Activation {
	slope, threshold, top := single(p.NegativeSlope), single(p.Threshold), math.Inf(1)
	if p.MaxValue != nil {
		top = single(*p.MaxValue)
	}
	atTop := 0.5 // Keras's slope at max_value lies between those of its sides
	if top == 6 && threshold == 0 {
		atTop = 0 // but there it calls relu6
	}
	a := Activation{Formula: "relu(x) = min(x, max_value) if x > threshold, else negative_slope·(x − threshold)", Saves: Input}
	return elementwise(a, func(x float64) float64 {
		switch {
		case x > threshold:
			return min(x, top)
		case slope == 0 && x <= threshold:
			return 0
		}
		return slope * (x - threshold)
	}, func(x float64) float64 {
		switch {
		case x < threshold:
			return slope
		case x == top && x > threshold:
			return atTop
		}
		return inside(x, threshold, top)
	})
}
