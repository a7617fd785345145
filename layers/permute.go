package layers

import (
	"slices"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[PermuteSpec]("Permute")

// Permute puts the axes of a sample in another order. Axes count from 1:
// Permute([]int{2, 1}) turns (steps, n) into (n, steps).
//
// Input (d₁, d₂, …), output (d at dims[0], d at dims[1], …).
func Permute(dims []int, more ...any) *PermuteSpec {
	return layer.New(&PermuteSpec{}, append([]any{dims}, more...)...)
}

// PermuteSpec configures [Permute].
type PermuteSpec struct {
	Dims         []int `yaml:"dims" required:"true" doc:"the axes in their new order, counted from 1"`
	layer.Common `yaml:",inline"`
}

// Build plans the ways there and back.
func (s *PermuteSpec) Build(n *layer.Node) (layer.Layer, error) {
	sorted := slices.Sorted(slices.Values(s.Dims))
	wrong := len(sorted) != len(n.In)
	order := make([]int, len(s.Dims))
	for i, d := range s.Dims {
		wrong = wrong || sorted[i] != i+1
		order[i] = d - 1
	}
	if wrong {
		return nil, registry.Bad("dims", "want each axis from 1 to %d of %v once, have %s", len(n.In), n.In, tuple(s.Dims))
	}
	p := &permute{}
	p.forth, p.back = permuted(n.In, order)
	n.Out = slices.Clone(p.forth.dims)
	return p, nil
}

type permute struct{ forth, back strided }

func (p *permute) Forward(f *layer.Frame) { p.forth.read(f.Y, f.X) }

func (p *permute) Backward(f *layer.Frame) {
	if f.DX != nil {
		p.back.read(f.DX, f.DY)
	}
}
