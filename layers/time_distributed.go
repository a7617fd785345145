package layers

import (
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[TimeDistributedSpec]("TimeDistributed")

// TimeDistributed runs a layer on each step of a sequence alone, with the same
// weights for all: TimeDistributed(Flatten()) flattens each image of a film.
// Dense and other layers that work on the last axis need no such help.
//
// Input (steps, …), output (steps, what the layer makes of one).
func TimeDistributed(l layer.Spec, more ...any) *TimeDistributedSpec {
	return layer.New(&TimeDistributedSpec{}, append([]any{l}, more...)...)
}

// TimeDistributedSpec configures [TimeDistributed].
type TimeDistributedSpec struct {
	Layer        layer.Spec `yaml:"layer" required:"true" doc:"the layer that runs at every step"`
	layer.Common `yaml:",inline"`
}

// Build builds the layer for one step.
func (s *TimeDistributedSpec) Build(n *layer.Node) (layer.Layer, error) {
	switch {
	case s.Layer == nil:
		return nil, registry.Bad("layer", "want a layer, have none")
	case len(n.In) < 2:
		return nil, registry.Bad("", "wants sequences (steps, …), have %v%s", n.In, toSequence(n.In))
	}
	inner, err := n.Child("layer", s.Layer, n.In[1:], n.Masked, n.In[0])
	if err != nil {
		return nil, within("layer", err)
	}
	n.Out = append(layer.Shape{n.In[0]}, inner.Out...)
	n.Tail, n.Mask = inner, layer.TailsMask
	if !inner.OutMasked() && len(n.In) == 2 && len(inner.Out) == 1 {
		n.Mask = layer.PassesMask // a step stays a step
	}
	n.Label = "TimeDistributed " + layer.TypeName(s.Layer)
	return &timeDistributed{n.In[0], inner}, nil
}

type timeDistributed struct {
	steps int
	inner *layer.Node
}

func (l *timeDistributed) Forward(f *layer.Frame) {
	f.Forward(l.inner, f.Rows*l.steps, f.X, f.Y, f.Mask)
}

func (l *timeDistributed) Backward(f *layer.Frame) { f.Backward(l.inner, f.DX, f.DY) }
