package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// image is what a layer of windows or channels is given: its arithmetic wants
// the channels last.
type image struct {
	n     *layer.Node
	in    layer.Shape // of a sample with its channels last
	first bool        // they come first
}

// newImage reads the key data_format of a layer for inputs of so many axes
// besides the channels: 1 is a sequence, 2 a picture.
func newImage(n *layer.Node, axes int, format *string) (m image, err error) {
	m = image{n: n, in: n.In}
	if m.first, err = channelsFirst(format); err != nil {
		return m, err
	}
	if len(n.In) != axes+1 {
		return m, registry.Bad("", "wants an input %s, have %v%s", m.wanted(axes), n.In, m.hint(axes))
	}
	if n.In.Size() == 0 {
		return m, registry.Bad("", "wants an input with values, have %v", n.In)
	}
	if m.first {
		m.in = append(append(layer.Shape{}, n.In[1:]...), n.In[0])
	}
	n.First = m.first
	return m, nil
}

func (m *image) wanted(axes int) string {
	switch {
	case axes == 1 && m.first:
		return "(channels, steps)"
	case axes == 1:
		return "(steps, channels)"
	case m.first:
		return "(channels, height, width)"
	}
	return "(height, width, channels)"
}

// hint helps a picture, or a sequence, without channels.
func (m *image) hint(axes int) string {
	if len(m.n.In) != axes {
		return ""
	}
	shape := append(append([]int{}, m.n.In...), 1)
	if m.first {
		shape = append([]int{1}, m.n.In...)
	}
	return "; put Reshape(" + listed(shape) + ") before it"
}

func (m *image) channels() int { return m.in.Last() }

// layer sets what comes out, given with its channels last, and makes l fit for
// what comes in.
func (m *image) layer(l layer.Layer, out layer.Shape) layer.Layer {
	m.n.Out = out
	if !m.first {
		return l
	}
	t := &turned{Layer: l}
	t.x, t.in.back = m.n.Buffer(layer.Work, m.in.Size(), 0), turnedLast(m.in)
	t.in.forth, t.dx = turnedFirst(m.n.In), m.n.Buffer(layer.Back, m.in.Size(), 0)
	if len(out) > 1 {
		m.n.Out = append(layer.Shape{out.Last()}, out[:len(out)-1]...)
		t.out.forth, t.out.back = turnedLast(out), turnedFirst(m.n.Out)
		t.y, t.dy = m.n.Buffer(layer.Work, out.Size(), 0), m.n.Buffer(layer.Back, out.Size(), 0)
		m.lastAxis()
	}
	return t
}

// lastAxis says what an activation works on where that is not the channels.
func (m *image) lastAxis() {
	if a := m.n.Activation; a != nil && a.Scope == activations.Vectorwise {
		m.n.Note = a.Name + " is over the last axis, as in Keras: with channels_first that is not the channels."
	}
}

// turnedLast is the way of reading samples that have their channels last in the
// order that has them first; turnedFirst is the way back.
func turnedLast(in layer.Shape) strided {
	last := len(in) - 1
	order := []int{last}
	for i := range last {
		order = append(order, i)
	}
	forth, _ := permuted(in, order)
	return forth
}

func turnedFirst(in layer.Shape) strided {
	var order []int
	for i := 1; i < len(in); i++ {
		order = append(order, i)
	}
	forth, _ := permuted(in, append(order, 0))
	return forth
}

// turned runs a layer that wants its channels last on samples that have them
// first. A layer whose output is one vector a sample leaves y nil.
type turned struct {
	layer.Layer
	in, out      struct{ forth, back strided }
	x, y, dx, dy *layer.Buffer
}

func (t *turned) Forward(f *layer.Frame) {
	x, y := f.X, f.Y
	f.X = f.Buf(t.x)
	t.in.forth.read(f.X, x)
	if t.y != nil {
		f.Y = f.Buf(t.y)
	}
	t.Layer.Forward(f)
	if t.y != nil {
		t.out.forth.read(y, f.Y)
	}
	f.X, f.Y = x, y
}

func (t *turned) Backward(f *layer.Frame) {
	x, dx, dy := f.X, f.DX, f.DY
	f.X = f.Buf(t.x)
	t.in.forth.read(f.X, x)
	if t.dy != nil {
		f.DY = f.Buf(t.dy)
		t.out.back.read(f.DY, dy)
	}
	if dx != nil {
		f.DX = f.Buf(t.dx)
	}
	t.Layer.Backward(f)
	if dx != nil {
		t.in.back.read(dx, f.DX)
	}
	f.X, f.DX, f.DY = x, dx, dy
}

// listed renders sizes as the grammar of calls does: [28, 28, 1].
func listed(sizes []int) string {
	text := tuple(sizes)
	return "[" + text[1:len(text)-1] + "]"
}
