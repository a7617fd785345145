package activations

import (
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

// shrink is the parameter of hard_shrink and soft_shrink.
type shrink struct {
	Threshold float64 `yaml:"threshold" default:"0.5" doc:"values within ±threshold become 0"`
}

// shrinkSlope is 1 where something is left.
func shrinkSlope(y float64) float64 {
	if y != 0 {
		return 1
	}
	return 0
}

// HardShrink keeps values beyond ±threshold and drops the others: the proximal
// step of the L0 penalty. Donoho and Johnstone, 1994. As in Keras, NaN becomes 0.
var HardShrink = define("hard_shrink", func(p *shrink) (*Activation, error) {
	if p.Threshold < 0 {
		return nil, registry.Bad("threshold", "want at least 0, have %g", p.Threshold)
	}
	threshold := single(p.Threshold)
	a := Activation{Formula: "hard_shrink(x) = x if |x| > threshold, else 0"}
	return elementwise(a, func(x float64) float64 {
		if math.Abs(x) > threshold {
			return x
		}
		return 0
	}, shrinkSlope), nil
})
