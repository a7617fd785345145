package sequential

import (
	"fmt"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
)

// An Explanation is how the last layer came to its answer for one sample.
type Explanation struct {
	Layer, Type string
	Activation  *activations.Activation // nil: linear
	Fan         int                     // products in each sum; 0 if the layer makes no sums
	Shape       layer.Shape             // of what comes out for a sample
	Positions   int                     // how many vectors a sample has; the first is explained
	Classes     []string                // names of the outputs, or their numbers

	Z       []float32   // the sums, before the activation
	P       []float32   // after it
	Largest int         // index of the largest P
	Effect  [][]float32 // Effect[i][j] = ∂P[i]/∂Z[j]

	Bent bool   // the layer has functions of its own inside: Z is no plain sum
	Note string // then what they are, if it says so

	Hidden       string      // a layer with an element-wise activation before it, or ""
	HiddenName   string      // that activation
	HiddenEffect [][]float32 // the same for its first units
}

// most is how many units an explanation compares in a matrix.
const most = 10

// Explain follows the first sample of x through the last layer, number by
// number: the sums, the activation, and which output depends on which sum.
func (m *Model) Explain(x any) (*Explanation, error) {
	l, err := m.lookAtFirst(x)
	if err != nil {
		return nil, err
	}
	nodes := l.plan.Net.Inner
	last := len(nodes) - 1
	for last > 0 && nodes[last].Activation == nil && passes(nodes[last]) {
		last--
	}
	n := nodes[last].Source()
	z, y := l.values(n)
	k := n.Out.Last()
	e := &Explanation{
		Layer: nodes[last].Name, Type: layer.TypeName(n.Spec), Activation: n.Activation, Fan: n.Fan, Shape: nodes[last].Out, Positions: nodes[last].Out.Vectors(),
		Z: clone32(z[:k]), P: clone32(y[:k]), Effect: jacobian(n, z[:k], y[:k]),
	}
	for i, p := range e.P {
		if p > e.P[e.Largest] {
			e.Largest = i
		}
	}
	if e.Classes, e.Bent = m.classNames(k), n.Bent; e.Bent {
		e.Note = n.Note
	}
	for i := last - 1; i >= 0; i-- {
		if h := nodes[i].Source(); h.Activation != nil && h.Activation.Scope == activations.Elementwise {
			z, y := l.values(h)
			w := min(len(y), h.Out.Last(), most)
			e.Hidden, e.HiddenName = nodes[i].Name, h.Activation.Name
			e.HiddenEffect = jacobian(h, z[:w], y[:w])
			break
		}
	}
	return e, nil
}

func (m *Model) classNames(k int) []string {
	names, classes := make([]string, k), m.Meta().Classes
	for i := range names {
		if names[i] = fmt.Sprint(i); len(classes) == k {
			names[i] = classes[i]
		}
	}
	return names
}

// Jacobian says how the outputs of a layer's activation change with what it was
// given, for the first sample of x: element (i, j) is ∂yᵢ/∂zⱼ, over the first
// vector (the last axis). For an element-wise activation it is diagonal; for
// softmax it is full.
func (m *Model) Jacobian(name string, x any) (*data.Tensor, error) {
	if _, err := m.Layer(name); err != nil {
		return nil, err
	}
	l, err := m.lookAtFirst(x)
	if err != nil {
		return nil, err
	}
	for _, n := range l.plan.Net.Inner {
		if n.Name != name {
			continue
		}
		n = n.Source()
		k := n.Out.Last()
		if k > maxJacobian {
			return nil, fmt.Errorf("layer %q has %d units: its Jacobian is too big, the most is %d", name, k, maxJacobian)
		}
		z, y := l.values(n)
		t := data.New(k, k)
		for i, row := range jacobian(n, z[:k], y[:k]) {
			copy(t.Row(i), row)
		}
		return t, nil
	}
	return nil, fmt.Errorf("there is no layer %q", name)
}

const maxJacobian = 4096

// A Look is what one layer made of a sample.
type Look struct {
	Z, Y   []float32 // before and after the activation; the same slice where there is none
	Inside []Inside  // what the layer, and the layers inside it, worked with: gates over time
}

// An Inside is what there is to see inside a layer besides its output.
type Inside struct {
	Layer string // the name of the layer inside that it is of; "" for the layer itself
	Seen  []layer.Inside
}

// Look follows the first sample of x through all layers. It returns the sample as
// the first layer got it, and a Look for each layer. It is for pictures.
func (m *Model) Look(x any) (sample []float32, looks []Look, err error) {
	l, err := m.lookAtFirst(x)
	if err != nil {
		return nil, nil, err
	}
	for i, n := range l.plan.Net.Inner {
		if i == 0 {
			in, _, _ := l.frame.Look(n)
			sample = clone32(in)
		}
		z, y := l.values(n.Source())
		looks = append(looks, Look{clone32(z), clone32(y), l.inside(n)})
	}
	return sample, looks, nil
}

// inside gathers what n and the nodes in it have to show.
func (l *looking) inside(n *layer.Node) (list []Inside) {
	n.Walk(func(c *layer.Node) {
		seen := l.frame.Inside(c)
		if len(seen) == 0 {
			return
		}
		name := c.Name
		if c == n {
			name = ""
		}
		list = append(list, Inside{name, seen})
	})
	return list
}

func (m *Model) lookAtFirst(x any) (*looking, error) {
	xs, b, err := m.samples(x)
	if err != nil {
		return nil, err
	}
	one := &data.Tensor{Shape: append([]int{1}, b.in...), Data: xs.Data[:b.in.Size()]}
	return m.look(b, one)
}

// values is what n's activation was given and made; the same where it has none.
func (l *looking) values(n *layer.Node) (z, y []float32) {
	_, z, y = l.frame.Look(n)
	if z == nil {
		z = y
	}
	return z, y
}

// jacobian is the matrix of ∂yᵢ/∂zⱼ of n's activation on one vector.
func jacobian(n *layer.Node, z, y []float32) [][]float32 {
	k := len(y)
	rows := make([][]float32, k)
	for i := range rows {
		d := make([]float32, k)
		d[i] = 1
		if n.Activation != nil {
			n.Activation.Grad(d, d, y, z, k)
		}
		rows[i] = d
	}
	return rows
}

func clone32(v []float32) []float32 { return append([]float32(nil), v...) }
