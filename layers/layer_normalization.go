package layers

import (
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[LayerNormalizationSpec]("LayerNormalization")

// LayerNormalization brings the numbers of each vector to mean 0 and spread 1,
// and then lets the network choose a spread gamma and a mean beta for each place
// of the vector:
//
//	y = gamma·(x − mean) / √(variance + epsilon) + beta
//
// Mean and variance are over the whole vector of one sample, so that they are the
// same in training and at prediction, whatever else is in the batch. The vector
// is the last axis, once for each position, or all values along several axes.
//
// Input and output (…); gamma and beta have the sizes of the axes. Ba and others,
// "Layer Normalization", 2016.
func LayerNormalization(more ...any) *LayerNormalizationSpec {
	return layer.New(&LayerNormalizationSpec{}, more...)
}

// LayerNormalizationSpec configures [LayerNormalization].
type LayerNormalizationSpec struct {
	Axis             []int                     `yaml:"axis" default:"-1" doc:"the axis, or the axes, that make a vector"`
	Epsilon          float64                   `yaml:"epsilon" default:"0.001" doc:"keeps the division away from 0"`
	Center           bool                      `yaml:"center" default:"true" doc:"add beta"`
	Scale            bool                      `yaml:"scale" default:"true" doc:"multiply by gamma"`
	BetaInitializer  *initializers.Initializer `yaml:"beta_initializer" default:"zeros" doc:"first values of beta"`
	GammaInitializer *initializers.Initializer `yaml:"gamma_initializer" default:"ones" doc:"first values of gamma"`
	BetaRegularizer  *regularizers.Regularizer `yaml:"beta_regularizer" default:"None" doc:"penalty on beta"`
	GammaRegularizer *regularizers.Regularizer `yaml:"gamma_regularizer" default:"None" doc:"penalty on gamma"`
	BetaConstraint   *constraints.Constraint   `yaml:"beta_constraint" default:"None" doc:"held after each step by beta"`
	GammaConstraint  *constraints.Constraint   `yaml:"gamma_constraint" default:"None" doc:"held after each step by gamma"`
	layer.Common     `yaml:",inline"`
}

// Build declares gamma and beta.
func (s *LayerNormalizationSpec) Build(n *layer.Node) (layer.Layer, error) {
	axes, err := sampleAxes("axis", s.Axis, n.In)
	switch {
	case err != nil:
		return nil, err
	case len(axes) == 0:
		return nil, registry.Bad("axis", "want at least one axis, have none")
	case s.Epsilon < 0:
		return nil, registry.Bad("epsilon", "want at least 0, have %g", s.Epsilon)
	}
	l := &layerNorm{vectors: vectorsAlong(n.In, axes), epsilon: s.Epsilon}
	var shape layer.Shape
	for _, i := range axes {
		shape = append(shape, n.In[i])
	}
	if s.Scale {
		l.gamma = weight(n, "gamma", shape, s.GammaInitializer, s.GammaRegularizer, s.GammaConstraint)
	}
	if s.Center {
		l.beta = weight(n, "beta", shape, s.BetaInitializer, s.BetaRegularizer, s.BetaConstraint)
	}
	l.x = n.Buffer(layer.Work, l.size, 0)
	l.dy = n.Buffer(layer.Back, l.size, 0)
	n.Mask, n.InPlace, n.ActsOn = layer.PassesMask, true, l.String()
	return l, nil
}

type layerNorm struct {
	vectors
	epsilon     float64
	gamma, beta *layer.Param
	x, dy       *layer.Buffer
}

func (l *layerNorm) Forward(f *layer.Frame) {
	x, y := l.lay(f.Buf(l.x), f.X), l.room(f.Buf(l.x), f.Y)
	gamma, beta := f.W(l.gamma), f.W(l.beta)
	kernel.LayerNorm(y, x, l.n, l.epsilon)
	kernel.MultiplyRow(y, y, gamma)
	kernel.AddRow(y, beta)
	l.putBack(f.Y, y)
}

func (l *layerNorm) Backward(f *layer.Frame) {
	x, dy := l.lay(f.Buf(l.x), f.X), l.lay(f.Buf(l.dy), f.DY)
	kernel.SumRows(f.Grad(l.beta), dy)
	dx := l.room(f.Buf(l.x), f.DX)
	kernel.LayerNormGrad(dx, dy, x, f.W(l.gamma), l.n, l.epsilon)
	kernel.SumRows(f.Grad(l.gamma), dy)
	l.putBack(f.DX, dx)
}
