package layers

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[SpatialDropout2DSpec]("SpatialDropout2D")

// SpatialDropout2D is Dropout for whole channels: in training, all positions of a
// channel become 0 together, with probability rate, and the other channels are
// divided by 1 − rate. Neighbouring positions of a picture say nearly the same,
// so that dropping them one by one would take little away.
//
// Input and output (height, width, channels); with data_format channels_first the
// channels come first. Tompson and others, "Efficient Object Localization Using
// Convolutional Networks", 2015.
func SpatialDropout2D(rate float64, more ...any) *SpatialDropout2DSpec {
	return layer.New(&SpatialDropout2DSpec{}, append([]any{rate}, more...)...)
}

// SpatialDropout2DSpec configures [SpatialDropout2D].
type SpatialDropout2DSpec struct {
	Rate         float64 `yaml:"rate" required:"true" doc:"share of the channels that drop, 0 to 1"`
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	Seed         *int    `yaml:"seed" default:"None" doc:"a random stream of its own; None: that of the model"`
	layer.Common `yaml:",inline"`
}

// Build checks the rate.
func (s *SpatialDropout2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	return newSpatialDropout(n, 2, s.Rate, s.DataFormat, s.Seed)
}

type spatialDropout struct {
	rate             float64
	scale            float32 // of what stays
	channels, across int     // values of a position, and of a sample
	kept             *layer.Buffer
}

func newSpatialDropout(n *layer.Node, axes int, rate float64, format *string, seed *int) (layer.Layer, error) {
	m, err := newImage(n, axes, format)
	if err != nil {
		return nil, err
	}
	if rate < 0 || rate > 1 {
		return nil, registry.Bad("rate", "want a share from 0 to 1, have %g", rate)
	}
	noisy(n, fmt.Sprintf("%s %g", layer.TypeName(n.Spec), rate), seed)
	n.ActsOn = "each channel as a whole"
	l := &spatialDropout{rate: rate, channels: m.channels(), across: m.in.Size()}
	l.kept = n.Buffer(layer.Keep, l.channels, 0)
	if rate < 1 {
		l.scale = float32(1 / (1 - rate))
	}
	n.InPlace = !m.first
	return m.layer(l, m.in), nil
}

func (l *spatialDropout) Forward(f *layer.Frame) {
	if !f.Train() {
		copy(f.Y, f.X)
		return
	}
	noise, first := f.Random()
	kept := f.Buf(l.kept)
	for r := range f.Rows {
		k := kept[r*l.channels:][:l.channels]
		for c := range k {
			k[c] = l.scale
			if noise.Uniform(first+uint64(r*l.across+c)) < l.rate {
				k[c] = 0
			}
		}
		kernel.MultiplyRow(f.Y[r*l.across:][:l.across], f.X[r*l.across:][:l.across], k)
	}
}

func (l *spatialDropout) Backward(f *layer.Frame) {
	if f.DX == nil || !f.Train() {
		copy(f.DX, f.DY)
		return
	}
	kept := f.Buf(l.kept)
	for r := range f.Rows {
		kernel.MultiplyRow(f.DX[r*l.across:][:l.across], f.DY[r*l.across:][:l.across], kept[r*l.channels:][:l.channels])
	}
}
