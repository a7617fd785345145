package initializers

import (
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
)

// TruncatedNormal draws from the normal distribution without what lies beyond two
// standard deviations. As in Keras, stddev is that before truncation: that of the
// values is 0.88 of it.
var TruncatedNormal = define("TruncatedNormal", func(p *normal) (*Initializer, error) {
	return p.drawn("normal with mean and stddev, within mean ± 2·stddev", func(r random.Stream, i uint64) float64 {
		return p.Mean + float64(p.Stddev*r.TruncatedNormal(i))
	}), registry.AtLeast("stddev", p.Stddev, 0)
})
