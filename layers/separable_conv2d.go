package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[SeparableConv2DSpec]("SeparableConv2D", "SeparableConvolution2D")

// SeparableConv2D is a convolution in two steps: a window slides over each
// channel alone, as DepthwiseConv2D's does, and then every filter makes a sum of
// all that comes out at a position. It has far fewer weights than a Conv2D that
// sees as much. The activation is applied to the last sums.
//
// Input (height, width, channels), output (new height, new width, filters); with
// data_format channels_first the channels and filters come first. The weights are
// depthwise_kernel (kernel height, kernel width, channels, depth_multiplier),
// pointwise_kernel (1, 1, channels·depth_multiplier, filters) and bias (filters).
// A mask is dropped. Chollet, "Xception: Deep Learning with Depthwise Separable
// Convolutions", 2017.
func SeparableConv2D(filters int, kernelSize any, more ...any) *SeparableConv2DSpec {
	return layer.New(&SeparableConv2DSpec{}, append([]any{filters, kernelSize}, more...)...)
}

// SeparableConv2DSpec configures [SeparableConv2D]. The activation comes third,
// before Keras's strides.
type SeparableConv2DSpec struct {
	Filters              int                       `yaml:"filters" required:"true" doc:"how many outputs at each position"`
	KernelSize           []int                     `yaml:"kernel_size" required:"true" doc:"size of the window"`
	Activation           *activations.Activation   `yaml:"activation" default:"None" call:"positional" doc:"applied to the sums; None is linear"`
	Strides              []int                     `yaml:"strides" default:"[1, 1]" doc:"how far the window moves"`
	Padding              string                    `yaml:"padding" default:"valid" doc:"valid, or same: zeros around the input keep its size"`
	DataFormat           *string                   `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	DilationRate         []int                     `yaml:"dilation_rate" default:"[1, 1]" doc:"how far apart the taps of the window are"`
	DepthMultiplier      int                       `yaml:"depth_multiplier" default:"1" doc:"how many filters each channel has"`
	UseBias              bool                      `yaml:"use_bias" default:"true" doc:"add a bias to each sum"`
	DepthwiseInitializer *initializers.Initializer `yaml:"depthwise_initializer" default:"glorot_uniform" doc:"first values of the filters of each channel"`
	PointwiseInitializer *initializers.Initializer `yaml:"pointwise_initializer" default:"glorot_uniform" doc:"first values of the filters over all channels"`
	BiasInitializer      *initializers.Initializer `yaml:"bias_initializer" default:"zeros" doc:"first values of b"`
	DepthwiseRegularizer *regularizers.Regularizer `yaml:"depthwise_regularizer" default:"None" doc:"penalty on the filters of each channel"`
	PointwiseRegularizer *regularizers.Regularizer `yaml:"pointwise_regularizer" default:"None" doc:"penalty on the filters over all channels"`
	BiasRegularizer      *regularizers.Regularizer `yaml:"bias_regularizer" default:"None" doc:"penalty on b"`
	ActivityRegularizer  *regularizers.Regularizer `yaml:"activity_regularizer" default:"None" doc:"penalty on the output"`
	DepthwiseConstraint  *constraints.Constraint   `yaml:"depthwise_constraint" default:"None" doc:"held after each step by the filters of each channel"`
	PointwiseConstraint  *constraints.Constraint   `yaml:"pointwise_constraint" default:"None" doc:"held after each step by the filters over all channels"`
	BiasConstraint       *constraints.Constraint   `yaml:"bias_constraint" default:"None" doc:"held after each step by b"`
	layer.Common         `yaml:",inline"`
}

// Build declares the weights of both steps.
func (s *SeparableConv2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, err := newImage(n, 2, s.DataFormat)
	if err != nil {
		return nil, err
	}
	slide := sliding{key: "kernel_size", size: s.KernelSize, strides: s.Strides, dilation: s.DilationRate, padding: s.Padding}
	w, err := slide.over(m.in)
	if err != nil {
		return nil, err
	}
	if s.Filters < 1 {
		return nil, registry.Bad("filters", "want at least 1, have %d", s.Filters)
	}
	d, err := newDepthwise(n, w, m.channels(), s.DepthMultiplier)
	if err != nil {
		return nil, err
	}
	n.Activation, n.Activity = s.Activation, s.ActivityRegularizer
	n.Fan, n.Window = d.channels, []int{w.rows.k, w.cols.k}
	l := &separable{depthwise: d, sums: s.Filters}
	d.w = weight(n, "depthwise_kernel", layer.Shape{w.rows.k, w.cols.k, m.channels(), s.DepthMultiplier}, s.DepthwiseInitializer, s.DepthwiseRegularizer, s.DepthwiseConstraint)
	l.point = weight(n, "pointwise_kernel", layer.Shape{1, 1, d.channels, s.Filters}, s.PointwiseInitializer, s.PointwiseRegularizer, s.PointwiseConstraint)
	if s.UseBias {
		l.bias = weight(n, "bias", layer.Shape{s.Filters}, s.BiasInitializer, s.BiasRegularizer, s.BiasConstraint)
	}
	between := w.points() * d.channels
	l.z, l.dz = n.Buffer(layer.Keep, between, 0), n.Buffer(layer.Back, between, 0)
	return m.layer(l, w.shape(m.in, s.Filters)), nil
}

// separable is a depthwise convolution, and a product over its channels.
type separable struct {
	*depthwise
	sums        int // at each position
	point, bias *layer.Param
	z, dz       *layer.Buffer // what comes out of the first step
}

func (l *separable) Forward(f *layer.Frame) {
	y, z, k := f.Y, f.Buf(l.z), l.channels
	f.Y = z
	l.depthwise.Forward(f)
	f.Y = y
	a, b := kernel.Operand{Data: z, LD: k}, kernel.Operand{Data: f.W(l.point), LD: l.sums}
	kernel.Product(len(z)/k, l.sums, k, a, b, false, y, l.sums, kernel.Epilogue{Bias: f.W(l.bias), Act: f.Act()})
}

func (l *separable) Backward(f *layer.Frame) {
	dy, z, dz, k := f.DY, f.Buf(l.z), f.Buf(l.dz), l.channels
	kernel.SumRows(f.Grad(l.bias), dy)
	g, add := f.GradTo(l.point)
	kernel.Gemm(true, false, k, l.sums, len(z)/k, z, k, dy, l.sums, add, g, l.sums)
	kernel.Gemm(false, true, len(z)/k, k, l.sums, dy, l.sums, f.W(l.point), l.sums, false, dz, k)
	f.DY = dz
	l.depthwise.Backward(f)
	f.DY = dy
}
