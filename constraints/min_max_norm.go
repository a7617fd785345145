package constraints

import "github.com/layercake-go/layercake/internal/registry"

type minMaxNorm struct {
	MinValue float64 `yaml:"min_value" default:"0.0" doc:"the shortest a vector may be"`
	MaxValue float64 `yaml:"max_value" default:"1.0" doc:"the longest a vector may be"`
	Rate     float64 `yaml:"rate" default:"1.0" doc:"how far to go there in one step: 1 is the whole way"`
	Axis     []int   `yaml:"axis" default:"0" doc:"the axes along which a vector lies"`
}

// MinMaxNorm moves the lengths of vectors of weights to between min_value and
// max_value, at once or, with a rate below 1, step by step. A vector of zeros
// stays one.
var MinMaxNorm = define("MinMaxNorm", func(p *minMaxNorm) (*Constraint, error) {
	if err := limits(p.MinValue, p.MaxValue); err != nil {
		return nil, err
	}
	if p.Rate < 0 || p.Rate > 1 {
		return nil, registry.Bad("rate", "want 0 to 1, have %g", p.Rate)
	}
	return rescale("min_value ≤ ‖w‖ ≤ max_value", p.Axis, func(norm float64) float64 {
		there := clip(norm, p.MinValue, p.MaxValue)
		return float64(p.Rate*there) + float64((1-p.Rate)*norm)
	}), nil
})
