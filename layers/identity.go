package layers

import "github.com/layercake-go/layercake/layer"

var _ = layer.Define[IdentitySpec]("Identity")

// Identity puts out what it is given.
func Identity(more ...any) *IdentitySpec { return layer.New(&IdentitySpec{}, more...) }

// IdentitySpec configures [Identity].
type IdentitySpec struct {
	layer.Common `yaml:",inline"`
}

// Build makes the node a view of its input.
func (s *IdentitySpec) Build(n *layer.Node) (layer.Layer, error) {
	n.View, n.Mask = true, layer.PassesMask
	return identity{}, nil
}

// identity is a layer whose node does the work, or which has none.
type identity struct{}

func (identity) Forward(f *layer.Frame)  { copy(f.Y, f.X) }
func (identity) Backward(f *layer.Frame) { copy(f.DX, f.DY) }
