package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[Conv1DSpec]("Conv1D", "Convolution1D")

// Conv1D slides a window of kernel_size steps along a sequence. At each position
// it makes a plain sum for every filter, of all channels of all steps in the
// window: z = Σ x·W + b. The activation is applied to the sums of each position:
// "relu" and its like to each alone, "softmax" to those of all filters together,
// once a position.
//
// With padding "causal" a position sees itself and what came before it. W is the
// same at all positions.
//
// Input (steps, channels), output (new steps, filters); with data_format
// channels_first (channels, steps) and (filters, new steps). W is (kernel_size,
// channels/groups, filters), b is (filters). A mask is dropped.
func Conv1D(filters int, kernelSize any, more ...any) *Conv1DSpec {
	return layer.New(&Conv1DSpec{}, append([]any{filters, kernelSize}, more...)...)
}

// Conv1DSpec configures [Conv1D]. The activation comes third, before Keras's
// strides.
type Conv1DSpec struct {
	Filters             int                       `yaml:"filters" required:"true" doc:"how many outputs at each position"`
	KernelSize          []int                     `yaml:"kernel_size" required:"true" doc:"size of the window"`
	Activation          *activations.Activation   `yaml:"activation" default:"None" call:"positional" doc:"applied to the sums; None is linear"`
	Strides             []int                     `yaml:"strides" default:"1" doc:"how far the window moves"`
	Padding             string                    `yaml:"padding" default:"valid" doc:"valid, same, or causal: no output sees what comes after it"`
	DataFormat          *string                   `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	DilationRate        []int                     `yaml:"dilation_rate" default:"1" doc:"how far apart the taps of the window are"`
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
func (s *Conv1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, err := newImage(n, 1, s.DataFormat)
	if err != nil {
		return nil, err
	}
	slide := sliding{key: "kernel_size", size: s.KernelSize, strides: s.Strides, dilation: s.DilationRate, padding: s.Padding, causal: true}
	w, err := slide.over(m.in)
	if err != nil {
		return nil, err
	}
	n.Activation, n.Activity = s.Activation, s.ActivityRegularizer
	c, err := newConvolution(n, w, m.channels(), s.Filters, s.Groups)
	if err != nil {
		return nil, err
	}
	n.Window = []int{w.cols.k}
	c.w = weight(n, "kernel", layer.Shape{w.cols.k, c.seen, s.Filters}, s.KernelInitializer, s.KernelRegularizer, s.KernelConstraint)
	if s.UseBias {
		c.b = weight(n, "bias", layer.Shape{s.Filters}, s.BiasInitializer, s.BiasRegularizer, s.BiasConstraint)
	}
	return m.layer(c, layer.Shape{w.cols.out, s.Filters}), nil
}
