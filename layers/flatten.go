package layers

import "github.com/layercake-go/layercake/layer"

var _ = layer.Define[FlattenSpec]("Flatten")

// Flatten makes one vector of all values of a sample, in their order: an image
// (28, 28) becomes (784). It stands between layers that know of axes and a Dense
// over everything.
//
// Input (a, b, …), output (a·b·…). With data_format channels_first, the first
// axis of a sample moves to the end before, as in Keras.
func Flatten(more ...any) *FlattenSpec { return layer.New(&FlattenSpec{}, more...) }

// FlattenSpec configures [Flatten].
type FlattenSpec struct {
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	layer.Common `yaml:",inline"`
}

// Build makes the node a view of its input where the order stays.
func (s *FlattenSpec) Build(n *layer.Node) (layer.Layer, error) {
	first, err := channelsFirst(s.DataFormat)
	if err != nil {
		return nil, err
	}
	n.Out = layer.Shape{n.In.Size()}
	if !first || len(n.In) < 2 {
		n.View = true
		return identity{}, nil
	}
	order := []int{}
	for i := 1; i < len(n.In); i++ {
		order = append(order, i)
	}
	p := &permute{}
	p.forth, p.back = permuted(n.In, append(order, 0))
	return p, nil
}
