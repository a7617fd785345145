package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[ReLUSpec]("ReLU")

// ReLU applies the rectified linear unit to each value alone: y = x if x > 0,
// else 0. With its parameters it is
//
//	y = max_value                     if x ≥ max_value
//	y = x                             if threshold < x < max_value
//	y = negative_slope·(x − threshold)  up to threshold
//
// Input and output (…). Nair and Hinton, 2010.
func ReLU(more ...any) *ReLUSpec { return layer.New(&ReLUSpec{}, more...) }

// ReLUSpec configures [ReLU].
type ReLUSpec struct {
	MaxValue      *float64 `yaml:"max_value" default:"None" doc:"largest output"`
	NegativeSlope float64  `yaml:"negative_slope" default:"0.0" doc:"slope below threshold"`
	Threshold     float64  `yaml:"threshold" default:"0.0" doc:"up to it the slope is negative_slope"`
	layer.Common  `yaml:",inline"`
}

// Build leaves the work to the node's activation.
func (s *ReLUSpec) Build(n *layer.Node) (layer.Layer, error) {
	var top any
	if s.MaxValue != nil {
		top = *s.MaxValue
	}
	return activate(n, "relu", call.Arg{Name: "negative_slope", Value: s.NegativeSlope},
		call.Arg{Name: "max_value", Value: top}, call.Arg{Name: "threshold", Value: s.Threshold})
}

// activate makes n a layer that is an activation and nothing else; the keys of
// args are the layer's own.
func activate(n *layer.Node, name string, args ...call.Arg) (layer.Layer, error) {
	a, err := activations.Get(call.Call{Name: name, Args: args})
	if err != nil {
		return nil, err
	}
	n.Activation, n.Mask, n.InPlace = a, layer.PassesMask, true
	return identity{}, nil
}
