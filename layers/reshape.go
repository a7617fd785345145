package layers

import (
	"slices"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[ReshapeSpec]("Reshape")

// Reshape gives the values of a sample, in their order, another shape. One size
// may be −1: it follows from the others.
//
// Input (…), output target_shape; both have the same number of values.
func Reshape(targetShape []int, more ...any) *ReshapeSpec {
	return layer.New(&ReshapeSpec{}, append([]any{targetShape}, more...)...)
}

// ReshapeSpec configures [Reshape].
type ReshapeSpec struct {
	TargetShape  []int `yaml:"target_shape" required:"true" doc:"shape of one sample, without the batch axis; one size may be -1"`
	layer.Common `yaml:",inline"`
}

// Build makes the node a view of its input.
func (s *ReshapeSpec) Build(n *layer.Node) (layer.Layer, error) {
	size := n.In.Size()
	out := slices.Clone(s.TargetShape)
	open, known := -1, 1
	for i, d := range out {
		switch {
		case d == -1 && open >= 0:
			return nil, registry.Bad("target_shape", "want at most one -1, have %s", tuple(out))
		case d == -1:
			open = i
		case d < 1:
			return nil, registry.Bad("target_shape", "want sizes of at least 1, or one -1, have %s", tuple(out))
		case d > size/known:
			return nil, s.misfit(size)
		default:
			known *= d
		}
	}
	switch {
	case open >= 0 && size%known == 0:
		out[open] = size / known
	case known != size:
		return nil, s.misfit(size)
	}
	n.Out, n.View = out, true
	return identity{}, nil
}

func (s *ReshapeSpec) misfit(size int) error {
	return registry.Bad("target_shape", "the %d values of a sample do not fit %s", size, tuple(s.TargetShape))
}
