package layers

import (
	"math"
	"slices"

	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[NormalizationSpec]("Normalization")

// Normalization brings each feature of the data to mean 0 and spread 1, or back
// with invert:
//
//	y = (x − mean) / max(√variance, 1e-7)
//
// Mean and variance are either given, or learnt from the training samples before
// the first step. axis says what is a feature: each place of the last axis, or
// of several; None takes one mean and variance for all values.
//
// Input and output (…); mean and variance have the sizes of the axes. They are
// given as one number for all, or as many as there are places, in order.
func Normalization(more ...any) *NormalizationSpec { return layer.New(&NormalizationSpec{}, more...) }

// NormalizationSpec configures [Normalization].
type NormalizationSpec struct {
	Axis         []int     `yaml:"axis" default:"-1" doc:"the axis, or the axes, whose places have a mean each; None: one for all"`
	Mean         []float64 `yaml:"mean" default:"None" doc:"the means; None: learnt from the data"`
	Variance     []float64 `yaml:"variance" default:"None" doc:"the variances; None: learnt from the data"`
	Invert       bool      `yaml:"invert" default:"false" doc:"go back from normalized values"`
	layer.Common `yaml:",inline"`
}

// Build takes the given numbers, or declares mean, variance and count.
func (s *NormalizationSpec) Build(n *layer.Node) (layer.Layer, error) {
	axes, err := sampleAxes("axis", s.Axis, n.In)
	if err != nil {
		return nil, err
	}
	shape := layer.Shape{}
	for _, i := range axes {
		shape = append(shape, n.In[i])
	}
	l := &normalization{invert: s.Invert}
	if err := l.take(s, shape.Size()); err != nil {
		return nil, err
	}
	_, l.way = stretched(n.In, func(i int) bool { return len(l.givenMean) == 1 || !slices.Contains(axes, i) })
	l.means, l.spreads = n.Buffer(layer.Work, 0, n.In.Size()), n.Buffer(layer.Work, 0, n.In.Size())
	n.Mask, n.InPlace, n.ActsOn = layer.PassesMask, true, "each unit alone"
	if s.Mean == nil {
		l.mean, l.variance = fixed(n, "mean", shape, initializers.Zeros), fixed(n, "variance", shape, initializers.Ones)
		l.count = fixed(n, "count", layer.Shape{}, initializers.Zeros)
		n.Adapted, n.Adapt = l.count, func() layer.Adapter { return newAdapter(l, n.In.Size()) }
		n.Note = "by mean and spread of the training samples, learnt before training."
	}
	return l, nil
}

type normalization struct {
	invert                   bool
	way                      strided // from the means to that of each value of a sample
	givenMean, givenVariance []float32
	mean, variance, count    *layer.Param // nil if they are given
	means, spreads           *layer.Buffer
}

// take reads the given numbers: one for all, or one for each of n places.
func (l *normalization) take(s *NormalizationSpec, n int) error {
	switch {
	case s.Mean == nil && s.Variance == nil:
		return nil
	case s.Mean == nil:
		return registry.Bad("mean", "want the means as well as the variances, have none")
	case s.Variance == nil:
		return registry.Bad("variance", "want the variances as well as the means, have none")
	case len(s.Mean) != 1 && len(s.Mean) != n:
		return registry.Bad("mean", "want 1 number or %d, have %d", n, len(s.Mean))
	case len(s.Variance) != len(s.Mean):
		return registry.Bad("variance", "want %d, as many as means, have %d", len(s.Mean), len(s.Variance))
	}
	for i, v := range s.Variance {
		if v < 0 {
			return registry.Bad("variance", "want at least 0, have %g", v)
		}
		l.givenMean = append(l.givenMean, float32(s.Mean[i]))
		l.givenVariance = append(l.givenVariance, float32(v))
	}
	return nil
}

// statistics are mean and spread of each value of a sample.
func (l *normalization) statistics(f *layer.Frame) (means, spreads []float32) {
	means, spreads = f.Buf(l.means), f.Buf(l.spreads)
	mean, variance := l.givenMean, l.givenVariance
	if l.mean != nil {
		mean, variance = f.W(l.mean), f.W(l.variance)
	}
	l.way.read(means, mean)
	l.way.read(spreads, variance)
	for i, v := range spreads {
		spreads[i] = max(float32(math.Sqrt(float64(v))), 1e-7)
	}
	return means, spreads
}

func (l *normalization) Forward(f *layer.Frame) {
	means, spreads := l.statistics(f)
	y := f.Y
	for x := f.X; len(x) > 0; x, y = x[len(means):], y[len(means):] {
		for i, v := range x[:len(means)] {
			if l.invert {
				y[i] = means[i] + float32(v*spreads[i])
			} else {
				y[i] = (v - means[i]) / spreads[i]
			}
		}
	}
}

func (l *normalization) Backward(f *layer.Frame) {
	_, spreads := l.statistics(f)
	dy := f.DY
	for dx := f.DX; len(dx) > 0; dx, dy = dx[len(spreads):], dy[len(spreads):] {
		for i, s := range spreads {
			if l.invert {
				dx[i] = dy[i] * s
			} else {
				dx[i] = dy[i] / s
			}
		}
	}
}
