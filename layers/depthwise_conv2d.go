package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[DepthwiseConv2DSpec]("DepthwiseConv2D")

// DepthwiseConv2D slides a window over each channel of a picture alone: every
// channel has depth_multiplier filters of its own, and no sum mixes channels.
// Output channel c·depth_multiplier + j is filter j of channel c.
//
// Input (height, width, channels), output (new height, new width,
// channels·depth_multiplier); with data_format channels_first the channels come
// first. W, named kernel, is (kernel height, kernel width, channels,
// depth_multiplier), b is (channels·depth_multiplier). A mask is dropped.
func DepthwiseConv2D(kernelSize any, more ...any) *DepthwiseConv2DSpec {
	return layer.New(&DepthwiseConv2DSpec{}, append([]any{kernelSize}, more...)...)
}

// DepthwiseConv2DSpec configures [DepthwiseConv2D]. The activation comes second,
// before Keras's strides.
type DepthwiseConv2DSpec struct {
	KernelSize           []int                     `yaml:"kernel_size" required:"true" doc:"size of the window"`
	Activation           *activations.Activation   `yaml:"activation" default:"None" call:"positional" doc:"applied to the sums; None is linear"`
	Strides              []int                     `yaml:"strides" default:"[1, 1]" doc:"how far the window moves"`
	Padding              string                    `yaml:"padding" default:"valid" doc:"valid, or same: zeros around the input keep its size"`
	DepthMultiplier      int                       `yaml:"depth_multiplier" default:"1" doc:"how many filters each channel has"`
	DataFormat           *string                   `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	DilationRate         []int                     `yaml:"dilation_rate" default:"[1, 1]" doc:"how far apart the taps of the window are"`
	UseBias              bool                      `yaml:"use_bias" default:"true" doc:"add a bias to each sum"`
	DepthwiseInitializer *initializers.Initializer `yaml:"depthwise_initializer" default:"glorot_uniform" doc:"first values of the filters of each channel"`
	BiasInitializer      *initializers.Initializer `yaml:"bias_initializer" default:"zeros" doc:"first values of b"`
	DepthwiseRegularizer *regularizers.Regularizer `yaml:"depthwise_regularizer" default:"None" doc:"penalty on the filters of each channel"`
	BiasRegularizer      *regularizers.Regularizer `yaml:"bias_regularizer" default:"None" doc:"penalty on b"`
	ActivityRegularizer  *regularizers.Regularizer `yaml:"activity_regularizer" default:"None" doc:"penalty on the output"`
	DepthwiseConstraint  *constraints.Constraint   `yaml:"depthwise_constraint" default:"None" doc:"held after each step by the filters of each channel"`
	BiasConstraint       *constraints.Constraint   `yaml:"bias_constraint" default:"None" doc:"held after each step by b"`
	layer.Common         `yaml:",inline"`
}

// Build declares W and b.
func (s *DepthwiseConv2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, err := newImage(n, 2, s.DataFormat)
	if err != nil {
		return nil, err
	}
	slide := sliding{key: "kernel_size", size: s.KernelSize, strides: s.Strides, dilation: s.DilationRate, padding: s.Padding}
	w, err := slide.over(m.in)
	if err != nil {
		return nil, err
	}
	d, err := newDepthwise(n, w, m.channels(), s.DepthMultiplier)
	if err != nil {
		return nil, err
	}
	n.Activation, n.Activity = s.Activation, s.ActivityRegularizer
	n.Fan, n.Window = w.taps(), []int{w.rows.k, w.cols.k}
	d.w = weight(n, "kernel", layer.Shape{w.rows.k, w.cols.k, m.channels(), s.DepthMultiplier}, s.DepthwiseInitializer, s.DepthwiseRegularizer, s.DepthwiseConstraint)
	if s.UseBias {
		d.b = weight(n, "bias", layer.Shape{d.channels}, s.BiasInitializer, s.BiasRegularizer, s.BiasConstraint)
	}
	return m.layer(d, w.shape(m.in, d.channels)), nil
}

// checkMultiplier refuses what has no filters, or more than there is memory for.
func checkMultiplier(n, channels int) error {
	if n < 1 || n > most/channels {
		return registry.Bad("depth_multiplier", "want from 1 to %d for %d channels, have %d", most/channels, channels, n)
	}
	return nil
}
