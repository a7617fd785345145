package layers

import (
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[BatchNormalizationSpec]("BatchNormalization")

// BatchNormalization brings each unit to mean 0 and spread 1 over the samples of
// a batch, and then lets the network choose a spread gamma and a mean beta for it:
//
//	y = gamma·(x − mean) / √(variance + epsilon) + beta
//
// In training, mean and variance are those of the batch, over all positions of
// all its samples. They also move two averages, by a share of 1 − momentum in
// each step. At prediction the averages take their place, so that a sample's
// output depends on that sample alone; so they do if the layer is not trainable.
// Positions that are masked do not count.
//
// Input and output (…, n); the units are the n places along axis. gamma, beta,
// moving_mean and moving_variance are (n). Ioffe and Szegedy, "Batch
// Normalization: Accelerating Deep Network Training by Reducing Internal
// Covariate Shift", 2015.
func BatchNormalization(more ...any) *BatchNormalizationSpec {
	return layer.New(&BatchNormalizationSpec{}, more...)
}

// BatchNormalizationSpec configures [BatchNormalization].
type BatchNormalizationSpec struct {
	Axis                      int                       `yaml:"axis" default:"-1" doc:"the axis of the units"`
	Momentum                  float64                   `yaml:"momentum" default:"0.99" doc:"what the moving averages keep of themselves in each step"`
	Epsilon                   float64                   `yaml:"epsilon" default:"0.001" doc:"keeps the division away from 0"`
	Center                    bool                      `yaml:"center" default:"true" doc:"add beta"`
	Scale                     bool                      `yaml:"scale" default:"true" doc:"multiply by gamma"`
	BetaInitializer           *initializers.Initializer `yaml:"beta_initializer" default:"zeros" doc:"first values of beta"`
	GammaInitializer          *initializers.Initializer `yaml:"gamma_initializer" default:"ones" doc:"first values of gamma"`
	MovingMeanInitializer     *initializers.Initializer `yaml:"moving_mean_initializer" default:"zeros" doc:"first values of the moving mean"`
	MovingVarianceInitializer *initializers.Initializer `yaml:"moving_variance_initializer" default:"ones" doc:"first values of the moving variance"`
	BetaRegularizer           *regularizers.Regularizer `yaml:"beta_regularizer" default:"None" doc:"penalty on beta"`
	GammaRegularizer          *regularizers.Regularizer `yaml:"gamma_regularizer" default:"None" doc:"penalty on gamma"`
	BetaConstraint            *constraints.Constraint   `yaml:"beta_constraint" default:"None" doc:"held after each step by beta"`
	GammaConstraint           *constraints.Constraint   `yaml:"gamma_constraint" default:"None" doc:"held after each step by gamma"`
	layer.Common              `yaml:",inline"`
}

// Build declares gamma, beta and the moving averages.
func (s *BatchNormalizationSpec) Build(n *layer.Node) (layer.Layer, error) {
	axis, err := sampleAxis("axis", s.Axis, n.In)
	switch {
	case err != nil:
		return nil, err
	case s.Momentum < 0 || s.Momentum > 1:
		return nil, registry.Bad("momentum", "want from 0 to 1, have %g", s.Momentum)
	case s.Epsilon < 0:
		return nil, registry.Bad("epsilon", "want at least 0, have %g", s.Epsilon)
	case n.Masked && axis != len(n.In)-1:
		return nil, registry.Bad("axis", "want -1 for an input with a mask, have %d", s.Axis)
	}
	l := &batchNorm{vectors: vectorsAlong(n.In, []int{axis}), frozen: n.Frozen, epsilon: s.Epsilon, momentum: s.Momentum}
	shape := layer.Shape{l.n}
	if s.Scale {
		l.gamma = weight(n, "gamma", shape, s.GammaInitializer, s.GammaRegularizer, s.GammaConstraint)
	}
	if s.Center {
		l.beta = weight(n, "beta", shape, s.BetaInitializer, s.BetaRegularizer, s.BetaConstraint)
	}
	l.movingMean = n.State("moving_mean", shape, s.MovingMeanInitializer)
	l.movingVariance = n.State("moving_variance", shape, s.MovingVarianceInitializer)
	l.mean, l.inverse = n.Buffer(layer.Keep, 0, l.n), n.Buffer(layer.Keep, 0, l.n)
	l.factor = n.Buffer(layer.Work, 0, l.n)
	l.x, l.dy = n.Buffer(layer.Work, l.size, 0), n.Buffer(layer.Back, l.size, 0)
	n.Mask, n.InPlace, n.ActsOn = layer.PassesMask, true, "each unit, over batch"
	n.Note = "in training: mean and spread of that unit over the samples of the batch, not over the units."
	if n.Frozen {
		n.ActsOn, n.Note = "each unit alone", "frozen: the moving mean and spread of that unit, in training too."
	}
	return l, nil
}

type batchNorm struct {
	vectors
	frozen                     bool
	epsilon, momentum          float64
	gamma, beta                *layer.Param
	movingMean, movingVariance *layer.Param
	mean, inverse              *layer.Buffer // of each unit, from Forward to Backward
	factor                     *layer.Buffer // gamma·inverse
	x, dy                      *layer.Buffer
}

// fromBatch reports whether the statistics are those of the batch.
func (l *batchNorm) fromBatch(f *layer.Frame) bool { return f.Train() && !l.frozen }

func (l *batchNorm) Forward(f *layer.Frame) {
	x, y := l.lay(f.Buf(l.x), f.X), l.room(f.Buf(l.x), f.Y)
	mean, inverse := f.Buf(l.mean), f.Buf(l.inverse)
	if l.fromBatch(f) {
		l.measure(f, x, mean, inverse)
	} else {
		copy(mean, f.W(l.movingMean))
		for i, v := range f.W(l.movingVariance) {
			inverse[i] = l.invert(float64(v))
		}
	}
	kernel.NormalizeRow(y, x, mean, l.factors(f))
	kernel.AddRow(y, f.W(l.beta))
	l.putBack(f.Y, y)
}

// factors is what x − mean is multiplied by.
func (l *batchNorm) factors(f *layer.Frame) []float32 {
	factor := f.Buf(l.factor)
	copy(factor, f.Buf(l.inverse))
	for i, g := range f.W(l.gamma) {
		factor[i] *= g
	}
	return factor
}

func (l *batchNorm) Backward(f *layer.Frame) {
	x, dy := l.lay(f.Buf(l.x), f.X), l.lay(f.Buf(l.dy), f.DY)
	dx := l.room(f.Buf(l.x), f.DX)
	for from := 0; from < l.n; from += block {
		l.backwardUnits(f, dx, dy, x, from, min(from+block, l.n))
	}
	l.putBack(f.DX, dx)
}

// backwardUnits sets dx, which may be nil or x, for some units. With h the
// normalized x, which has N rows that count, and factor = gamma/√(variance +
// epsilon),
//
//	dx = factor·(dy − Σdy/N − h·Σ(dy·h)/N)
//
// where mean and variance are of the batch; else they do not depend on x.
func (l *batchNorm) backwardUnits(f *layer.Frame, dx, dy, x []float32, from, end int) {
	mean, inverse := f.Buf(l.mean)[from:end], f.Buf(l.inverse)[from:end]
	var sum, along [block]float64
	kernel.ColumnGrads(sum[:end-from], along[:end-from], dy, x, mean, inverse, from, l.n)
	addTo(f.Grad(l.beta), &sum, from, end)
	addTo(f.Grad(l.gamma), &along, from, end)
	if dx == nil {
		return
	}
	share := 0.0
	if l.fromBatch(f) {
		share = 1 / l.count(f)
	}
	factor := l.factors(f)[from:end]
	for r, at := 0, from; at < len(x); r, at = r+1, at+l.n {
		share := share
		if f.Mask != nil && f.Mask[r] == 0 {
			share = 0
		}
		for i, d := range dy[at : at+end-from] {
			h := float64(x[at+i]-mean[i]) * float64(inverse[i])
			back := float64((sum[i] + float64(h*along[i])) * share)
			dx[at+i] = factor[i] * float32(float64(d)-back)
		}
	}
}

// addTo adds sums to the units from to end-1 of a gradient, if there is one.
func addTo(g []float32, sums *[block]float64, from, end int) {
	if g != nil {
		for i := range g[from:end] {
			g[from+i] += float32(sums[i])
		}
	}
}
