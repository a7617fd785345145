package initializers

import (
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
)

// normal is the parameters of RandomNormal and TruncatedNormal.
type normal struct {
	Mean   float64 `yaml:"mean" default:"0.0" doc:"middle of the distribution"`
	Stddev float64 `yaml:"stddev" default:"0.05" doc:"standard deviation"`
	seed   `yaml:",inline"`
}

// RandomNormal draws from the normal distribution.
var RandomNormal = define("RandomNormal", func(p *normal) (*Initializer, error) {
	return p.drawn("normal with mean and stddev", func(r random.Stream, i uint64) float64 {
		return p.Mean + float64(p.Stddev*r.Normal(i))
	}), registry.AtLeast("stddev", p.Stddev, 0)
}, "normal")
