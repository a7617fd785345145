package layers

import (
	"slices"

	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[PReLUSpec]("PReLU")

// PReLU is a LeakyReLU that learns its slopes: y = x if x > 0, else alpha·x, with
// an alpha of its own for each value of a sample.
//
// Along shared_axes all values have one alpha: on images (height, width, n),
// with.SharedAxes(1, 2) leaves one for each of the n channels. Axes count from 1.
//
// Input and output (…); alpha has the same shape, but for 1 at shared axes. He
// and others, "Delving Deep into Rectifiers", 2015.
func PReLU(more ...any) *PReLUSpec { return layer.New(&PReLUSpec{}, more...) }

// PReLUSpec configures [PReLU].
type PReLUSpec struct {
	AlphaInitializer *initializers.Initializer `yaml:"alpha_initializer" default:"Zeros" doc:"first slopes"`
	AlphaRegularizer *regularizers.Regularizer `yaml:"alpha_regularizer" default:"None" doc:"penalty on the slopes"`
	AlphaConstraint  *constraints.Constraint   `yaml:"alpha_constraint" default:"None" doc:"held after each step by the slopes"`
	SharedAxes       []int                     `yaml:"shared_axes" default:"None" doc:"axes along which one slope serves all values"`
	layer.Common     `yaml:",inline"`
}

// Build declares alpha.
func (s *PReLUSpec) Build(n *layer.Node) (layer.Layer, error) {
	for _, a := range s.SharedAxes {
		if a < 1 || a > len(n.In) {
			return nil, registry.Bad("shared_axes", "want axes from 1 to %d of %v, have %d", len(n.In), n.In, a)
		}
	}
	shape, way := stretched(n.In, func(i int) bool { return slices.Contains(s.SharedAxes, i+1) })
	n.Mask, n.InPlace, n.ActsOn = layer.PassesMask, true, "each unit alone"
	return &prelu{
		way:    way,
		alpha:  weight(n, "alpha", shape, s.AlphaInitializer, s.AlphaRegularizer, s.AlphaConstraint),
		slopes: n.Buffer(layer.Work, 0, n.In.Size()),
		sum:    n.Buffer(layer.Back, 0, n.In.Size()),
	}, nil
}

type prelu struct {
	way         strided // from alpha to the slope of each value of a sample
	alpha       *layer.Param
	slopes, sum *layer.Buffer
}

func (l *prelu) slope(f *layer.Frame) []float32 {
	a := f.Buf(l.slopes)
	l.way.read(a, f.W(l.alpha))
	return a
}

func (l *prelu) Forward(f *layer.Frame) {
	a, y := l.slope(f), f.Y
	for x := f.X; len(x) > 0; x, y = x[len(a):], y[len(a):] {
		for i, v := range x[:len(a)] {
			if v < 0 {
				v *= a[i]
			}
			y[i] = v
		}
	}
}

func (l *prelu) Backward(f *layer.Frame) {
	l.backwardX(f)
	g := f.Grad(l.alpha)
	if g == nil {
		return
	}
	for i, v := range f.X { // from here on DY is what alpha is given
		f.DY[i] *= min(v, 0)
	}
	sum := f.Buf(l.sum)
	clear(sum)
	kernel.SumRows(sum, f.DY)
	l.way.add(g, sum)
}

// backwardX has the slope 0 at 0, as Keras.
func (l *prelu) backwardX(f *layer.Frame) {
	if f.DX == nil {
		return
	}
	a := l.slope(f)
	for r := 0; r < len(f.X); r += len(a) {
		dx, dy := f.DX[r:r+len(a)], f.DY[r:r+len(a)]
		for i, v := range f.X[r : r+len(a)] {
			switch {
			case v > 0:
				dx[i] = dy[i]
			case v < 0:
				dx[i] = a[i] * dy[i]
			default:
				dx[i] = 0
			}
		}
	}
}
