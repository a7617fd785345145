package initializers

import (
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
)

type uniform struct {
	Minval float64 `yaml:"minval" default:"-0.05" doc:"least value"`
	Maxval float64 `yaml:"maxval" default:"0.05" doc:"end of the values"`
	seed   `yaml:",inline"`
}

// RandomUniform draws evenly from minval to maxval.
var RandomUniform = define("RandomUniform", func(p *uniform) (*Initializer, error) {
	if p.Maxval < p.Minval {
		return nil, registry.Bad("maxval", "want at least minval %g, have %g", p.Minval, p.Maxval)
	}
	return p.drawn("uniform from minval to maxval", func(r random.Stream, i uint64) float64 {
		return between(p.Minval, p.Maxval, r.Uniform(i))
	}), nil
}, "uniform")

// between is the point at u, in [0, 1), of the way from low to high.
func between(low, high, u float64) float64 { return low + float64((high-low)*u) }
