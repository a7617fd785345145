package layers

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[ActivityRegularizationSpec]("ActivityRegularization")

// ActivityRegularization puts out what it is given and adds a penalty for its
// size to the loss: l1·Σ|x| + l2·Σx², over a batch divided by the number of
// samples.
//
// Input and output (…).
func ActivityRegularization(more ...any) *ActivityRegularizationSpec {
	return layer.New(&ActivityRegularizationSpec{}, more...)
}

// ActivityRegularizationSpec configures [ActivityRegularization].
type ActivityRegularizationSpec struct {
	L1           float64 `yaml:"l1" default:"0.0" doc:"factor of Σ|x|"`
	L2           float64 `yaml:"l2" default:"0.0" doc:"factor of Σx²"`
	layer.Common `yaml:",inline"`
}

// Build leaves the penalty to the node.
func (s *ActivityRegularizationSpec) Build(n *layer.Node) (layer.Layer, error) {
	penalty, err := regularizers.Get(call.Call{Name: "L1L2", Args: []call.Arg{{Name: "l1", Value: s.L1}, {Name: "l2", Value: s.L2}}})
	if err != nil {
		return nil, err
	}
	n.Activity, n.View, n.Mask = penalty, true, layer.PassesMask
	n.Note = "changes no value; adds its penalty to the loss."
	return identity{}, nil
}
