package layers

import (
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[BidirectionalSpec]("Bidirectional")

// Bidirectional reads a sequence from both ends, with two recurrent layers of
// equal form and weights of their own, and puts their outputs together: so what
// comes out at a step knows what follows as well as what was before.
//
// merge_mode says how: concat sets them beside each other, sum, ave and mul add,
// average or multiply them. backward_layer is the second layer, where it shall
// not be like the first; its go_backwards must be the other one.
//
// Input (steps, n); output as the layer's, with concat twice as wide. Schuster and
// Paliwal, "Bidirectional Recurrent Neural Networks", 1997.
func Bidirectional(l layer.Spec, more ...any) *BidirectionalSpec {
	return layer.New(&BidirectionalSpec{}, append([]any{l}, more...)...)
}

// BidirectionalSpec configures [Bidirectional].
type BidirectionalSpec struct {
	Layer         layer.Spec `yaml:"layer" required:"true" doc:"the recurrent layer"`
	MergeMode     *string    `yaml:"merge_mode" default:"concat" doc:"concat, sum, mul or ave"`
	BackwardLayer layer.Spec `yaml:"backward_layer" default:"None" doc:"the layer that reads from the other end; None: one like the first"`
	layer.Common  `yaml:",inline"`
}

// Build builds both layers.
func (s *BidirectionalSpec) Build(n *layer.Node) (layer.Layer, error) {
	if err := s.checkMerge(); err != nil {
		return nil, err
	}
	specs, err := s.both()
	if err != nil {
		return nil, err
	}
	l := &bidirectional{mode: *s.MergeMode, steps: 1}
	for i, attr := range []string{"forward_layer", "backward_layer"} {
		c, err := n.Child(attr, specs[i], n.In, n.Masked, 1)
		if err != nil {
			return nil, within(s.keyOf(i), err)
		}
		l.inner[i] = c
		l.y[i], l.dy[i] = n.Buffer(layer.Keep, c.Out.Size(), 0), n.Buffer(layer.Back, c.Out.Size(), 0)
	}
	l.dx = n.Buffer(layer.Back, n.In.Size(), 0)
	out := l.inner[0].Out
	if len(out) == 2 {
		l.steps = out[0]
	}
	if l.inner[1].Out.String() != out.String() {
		return nil, registry.Bad("backward_layer", "want an output %v as of layer, have %v", out, l.inner[1].Out)
	}
	l.n = out.Last()
	if n.Out = out; l.mode == "concat" {
		n.Out = out.WithLast(2 * l.n)
	}
	n.Mask, n.Bent, n.ActsOn, n.Note = l.inner[0].Mask, true, l.inner[0].ActsOn, l.inner[0].Note
	n.Label = "Bidirectional " + layer.TypeName(s.Layer)
	return l, nil
}

func (s *BidirectionalSpec) checkMerge() error {
	if s.MergeMode == nil {
		return registry.Bad("merge_mode", "want one array to go on: concat, sum, mul or ave, have None")
	}
	return registry.OneOf("merge_mode", *s.MergeMode, []string{"concat", "sum", "mul", "ave"})
}

// keyOf is the key that layer i was given by.
func (s *BidirectionalSpec) keyOf(i int) string {
	if i == 1 && s.BackwardLayer != nil {
		return "backward_layer"
	}
	return "layer"
}

// both are the two layers: one reads on, one reads back. Where they put out
// sequences, masked steps are 0, as in Keras.
func (s *BidirectionalSpec) both() (list [2]layer.Spec, err error) {
	if s.Layer == nil {
		return list, registry.Bad("layer", "want a recurrent layer, have none")
	}
	list = [2]layer.Spec{s.Layer, s.BackwardLayer}
	on, sequences, err := reading(s.Layer)
	if err != nil {
		return list, registry.Bad("layer", "%w", err)
	}
	if s.BackwardLayer == nil {
		if list[1], err = registry.With(s.Layer, "go_backwards", any(!on)); err != nil {
			return list, err
		}
	} else if back, all, err := reading(s.BackwardLayer); err != nil {
		return list, registry.Bad("backward_layer", "%w", err)
	} else if back == on || all != sequences {
		return list, registry.Bad("backward_layer", "want go_backwards=%t and return_sequences=%t, to fit layer", !on, sequences)
	}
	for i, way := range []string{"forward_", "backward_"} {
		name := layer.GivenName(list[i])
		if name == "" {
			name = layer.Snake(layer.TypeName(list[i]))
		}
		if list[i], err = layer.Rename(list[i], way+strings.TrimPrefix(name, way)); err != nil {
			return list, err
		}
		if list[i], err = registry.With(list[i], "zero_output_for_mask", any(sequences)); err != nil {
			return list, err
		}
	}
	return list, nil
}

// reading says how a recurrent layer reads and what it puts out.
func reading(s layer.Spec) (backwards, sequences bool, err error) {
	c, err := layer.Call(s)
	if err != nil {
		return false, false, err
	}
	found := 0
	for _, a := range c.Args {
		switch a.Name {
		case "go_backwards":
			backwards, found = a.Value == true, found+1
		case "return_sequences":
			sequences, found = a.Value == true, found+1
		}
	}
	if found < 2 {
		err = fmt.Errorf("want a recurrent layer, such as LSTM or GRU, have %s", layer.TypeName(s))
	}
	return backwards, sequences, err
}

type bidirectional struct {
	mode     string
	inner    [2]*layer.Node
	y, dy    [2]*layer.Buffer
	dx       *layer.Buffer
	steps, n int
}

func (l *bidirectional) Forward(f *layer.Frame) {
	for i, c := range l.inner {
		f.Forward(c, f.Rows, f.X, f.Buf(l.y[i]), f.Mask)
	}
	ahead, back := f.Buf(l.y[0]), f.Buf(l.y[1])
	for r := range f.Rows * l.steps {
		a, b := at(ahead, r, l.n), at(back, l.other(r), l.n)
		if l.mode == "concat" {
			y := at(f.Y, r, 2*l.n)
			copy(y[copy(y, a):], b)
			continue
		}
		y := at(f.Y, r, l.n)
		if l.mode == "mul" {
			kernel.Multiply(y, a, b)
			continue
		}
		copy(y, a)
		kernel.Add(y, b)
	}
	if l.mode == "ave" {
		kernel.Scale(f.Y, 0.5)
	}
}

// other is the vector of the second layer that belongs to vector r of the first:
// it put them out from the other end.
func (l *bidirectional) other(r int) int {
	return r - r%l.steps + l.steps - 1 - r%l.steps
}

func (l *bidirectional) Backward(f *layer.Frame) {
	ahead, back := f.Buf(l.y[0]), f.Buf(l.y[1])
	dahead, dback := f.Buf(l.dy[0]), f.Buf(l.dy[1])
	if l.mode == "ave" {
		kernel.Scale(f.DY, 0.5)
	}
	for r := range f.Rows * l.steps {
		k := l.other(r)
		da, db := at(dahead, r, l.n), at(dback, k, l.n)
		switch l.mode {
		case "concat":
			dy := at(f.DY, r, 2*l.n)
			copy(db, dy[copy(da, dy):])
		case "mul":
			dy := at(f.DY, r, l.n)
			kernel.Multiply(da, dy, at(back, k, l.n))
			kernel.Multiply(db, dy, at(ahead, r, l.n))
		default:
			dy := at(f.DY, r, l.n)
			copy(da, dy)
			copy(db, dy)
		}
	}
	f.Backward(l.inner[0], f.DX, dahead)
	if f.DX == nil {
		f.Backward(l.inner[1], nil, dback)
		return
	}
	dx := f.Buf(l.dx)
	f.Backward(l.inner[1], dx, dback)
	kernel.Add(f.DX, dx)
}
