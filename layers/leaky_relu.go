package layers

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[LeakyReLUSpec]("LeakyReLU")

// LeakyReLU gives each value a small slope below 0, so that no unit ever stops
// learning: y = x if x ≥ 0, else negative_slope·x. As in Keras, the layer's slope
// is 0.3 unless given, that of the activation "leaky_relu" 0.2.
//
// Input and output (…). Maas and others, "Rectifier Nonlinearities Improve Neural
// Network Acoustic Models", 2013.
func LeakyReLU(more ...any) *LeakyReLUSpec { return layer.New(&LeakyReLUSpec{}, more...) }

// LeakyReLUSpec configures [LeakyReLU].
type LeakyReLUSpec struct {
	NegativeSlope float64 `yaml:"negative_slope" default:"0.3" call:"positional" doc:"slope below 0"`
	layer.Common  `yaml:",inline"`
}

// Build leaves the work to the node's activation.
func (s *LeakyReLUSpec) Build(n *layer.Node) (layer.Layer, error) {
	return activate(n, "leaky_relu", call.Arg{Name: "negative_slope", Value: s.NegativeSlope})
}
