package layers

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[GaussianNoiseSpec]("GaussianNoise")

// GaussianNoise adds to each value a random number of mean 0 and standard
// deviation stddev, in training only: y = x + stddev·ε, ε normal. At prediction
// nothing changes. As in Keras, stddev goes up to 1; larger inputs want a
// Rescaling or Normalization first.
//
// Input and output (…). Bishop, "Training with Noise is Equivalent to Tikhonov
// Regularization", 1995.
func GaussianNoise(stddev float64, more ...any) *GaussianNoiseSpec {
	return layer.New(&GaussianNoiseSpec{}, append([]any{stddev}, more...)...)
}

// GaussianNoiseSpec configures [GaussianNoise].
type GaussianNoiseSpec struct {
	Stddev       float64 `yaml:"stddev" required:"true" doc:"standard deviation of the noise, 0 to 1"`
	Seed         *int    `yaml:"seed" default:"None" doc:"a random stream of its own; None: that of the model"`
	layer.Common `yaml:",inline"`
}

// Build checks the deviation.
func (s *GaussianNoiseSpec) Build(n *layer.Node) (layer.Layer, error) {
	if s.Stddev < 0 || s.Stddev > 1 {
		return nil, registry.Bad("stddev", "want from 0 to 1, have %g", s.Stddev)
	}
	noisy(n, fmt.Sprintf("GaussianNoise %g", s.Stddev), s.Seed)
	return &gaussianNoise{s.Stddev}, nil
}

type gaussianNoise struct{ stddev float64 }

func (l *gaussianNoise) Forward(f *layer.Frame) {
	if !f.Train() {
		copy(f.Y, f.X)
		return
	}
	noise, first := f.Random()
	for i, v := range f.X {
		f.Y[i] = v + float32(l.stddev*noise.Normal(first+uint64(i)))
	}
}

func (l *gaussianNoise) Backward(f *layer.Frame) { copy(f.DX, f.DY) }
