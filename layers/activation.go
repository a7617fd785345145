package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[ActivationSpec]("Activation")

// Activation applies an activation to its input: Activation("softmax") is the
// softmax that Dense(10, "softmax") has built in.
func Activation(activation any, more ...any) *ActivationSpec {
	return layer.New(&ActivationSpec{}, append([]any{activation}, more...)...)
}

// ActivationSpec configures [Activation].
type ActivationSpec struct {
	Activation   *activations.Activation `yaml:"activation" required:"true" doc:"the function"`
	layer.Common `yaml:",inline"`
}

// Build leaves the work to the node.
func (s *ActivationSpec) Build(n *layer.Node) (layer.Layer, error) {
	n.Activation, n.Mask, n.InPlace = s.Activation, layer.PassesMask, true
	return identity{}, nil
}
