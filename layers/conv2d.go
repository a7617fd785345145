package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[Conv2DSpec]("Conv2D", "Convolution2D")

// Conv2D slides a window of kernel_size positions over a picture. At each place
// it makes a plain sum for every filter, of all channels of all positions in the
// window: z = Σ x·W + b. The activation is applied to the sums of each place:
// "relu" and its like to each alone, "softmax" to those of all filters together,
// once a place. W is the same at all places.
//
// Input (height, width, channels), output (new height, new width, filters); with
// data_format channels_first, the channels and the filters come first. W is
// (kernel height, kernel width, channels/groups, filters), b is (filters). A mask
// is dropped. LeCun and others, "Backpropagation Applied to Handwritten Zip Code
// Recognition", 1989.
func Conv2D(filters int, kernelSize any, more ...any) *Conv2DSpec {
	return layer.New(&Conv2DSpec{}, append([]any{filters, kernelSize}, more...)...)
}

// Conv2DSpec configures [Conv2D]. The activation comes third, before Keras's
// strides.
type Conv2DSpec struct {
	Filters             int                       `yaml:"filters" required:"true" doc:"how many outputs at each position"`
	KernelSize          []int                     `yaml:"kernel_size" required:"true" doc:"size of the window"`
	Activation          *activations.Activation   `yaml:"activation" default:"None" call:"positional" doc:"applied to the sums; None is linear"`
	Strides             []int                     `yaml:"strides" default:"[1, 1]" doc:"how far the window moves"`
	Padding             string                    `yaml:"padding" default:"valid" doc:"valid, or same: zeros around the input keep its size"`
	DataFormat          *string                   `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	DilationRate        []int                     `yaml:"dilation_rate" default:"[1, 1]" doc:"how far apart the taps of the window are"`
	Groups              int                       `yaml:"groups" default:"1" doc:"so many groups of channels go to so many groups of filters, each to its own"`
	UseBias             bool                      `yaml:"use_bias" default:"true" doc:"add a bias to each sum"`
	KernelInitializer   *initializers.Initializer `yaml:"kernel_initializer" default:"glorot_uniform" doc:"first values of W"`
	BiasInitializer     *initializers.Initializer `yaml:"bias_initializer" default:"zeros" doc:"first values of b"`
	KernelRegularizer   *regularizers.Regularizer `yaml:"kernel_regularizer" default:"None" doc:"penalty on W"`
	BiasRegularizer     *regularizers.Regularizer `yaml:"bias_regularizer" default:"None" doc:"penalty on b"`
	ActivityRegularizer *regularizers.Regularizer `yaml:"activity_regularizer" default:"None" doc:"penalty on the output"`
	KernelConstraint    *constraints.Constraint   `yaml:"kernel_constraint" default:"None" doc:"held after each step by W"`
	BiasConstraint      *constraints.Constraint   `yaml:"bias_constraint" default:"None" doc:"held after each step by b"`
	layer.Common        `yaml:",inline"`
}

// Build declares W and b.
func (s *Conv2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, err := newImage(n, 2, s.DataFormat)
	if err != nil {
		return nil, err
	}
	slide := sliding{key: "kernel_size", size: s.KernelSize, strides: s.Strides, dilation: s.DilationRate, padding: s.Padding}
	w, err := slide.over(m.in)
	if err != nil {
		return nil, err
	}
	n.Activation, n.Activity = s.Activation, s.ActivityRegularizer
	c, err := newConvolution(n, w, m.channels(), s.Filters, s.Groups)
	if err != nil {
		return nil, err
	}
	n.Window = []int{w.rows.k, w.cols.k}
	c.w = weight(n, "kernel", layer.Shape{w.rows.k, w.cols.k, c.seen, s.Filters}, s.KernelInitializer, s.KernelRegularizer, s.KernelConstraint)
	if s.UseBias {
		c.b = weight(n, "bias", layer.Shape{s.Filters}, s.BiasInitializer, s.BiasRegularizer, s.BiasConstraint)
	}
	return m.layer(c, layer.Shape{w.rows.out, w.cols.out, s.Filters}), nil
}
