package layers

import "github.com/layercake-go/layercake/layer"

var _ = layer.Define[SpatialDropout1DSpec]("SpatialDropout1D")

// SpatialDropout1D is Dropout for whole channels of a sequence: in training, all
// steps of a channel become 0 together, with probability rate, and the other
// channels are divided by 1 − rate.
//
// Input and output (steps, channels). Tompson and others, "Efficient Object
// Localization Using Convolutional Networks", 2015.
func SpatialDropout1D(rate float64, more ...any) *SpatialDropout1DSpec {
	return layer.New(&SpatialDropout1DSpec{}, append([]any{rate}, more...)...)
}

// SpatialDropout1DSpec configures [SpatialDropout1D].
type SpatialDropout1DSpec struct {
	Rate         float64 `yaml:"rate" required:"true" doc:"share of the channels that drop, 0 to 1"`
	Seed         *int    `yaml:"seed" default:"None" doc:"a random stream of its own; None: that of the model"`
	layer.Common `yaml:",inline"`
}

// Build checks the rate.
func (s *SpatialDropout1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	return newSpatialDropout(n, 1, s.Rate, nil, s.Seed)
}
