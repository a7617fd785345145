package layers

import (
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[InputSpec]("InputLayer", "Input")

// Input says what shape one sample has, without the batch axis: Input(64),
// Input(28, 28). It stands first in a model; without it the shape is taken from
// the data.
func Input(dims ...int) *InputSpec { return layer.New(&InputSpec{}, dims) }

// InputSpec configures [Input].
type InputSpec struct {
	Shape        []int `yaml:"shape" required:"true" doc:"shape of one sample, without the batch axis"`
	layer.Common `yaml:",inline"`
}

// Build checks the shape against what comes.
func (s *InputSpec) Build(n *layer.Node) (layer.Layer, error) {
	for _, d := range s.Shape {
		if d < 1 {
			return nil, registry.Bad("shape", "want sizes of at least 1, have %d", d)
		}
	}
	if have := n.In.String(); have != layer.Shape(s.Shape).String() {
		return nil, registry.Bad("shape", "says %v, but what comes is %v", layer.Shape(s.Shape), have)
	}
	n.View, n.Mask = true, layer.PassesMask
	return identity{}, nil
}
