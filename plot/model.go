package plot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// FromModel describes a built model for its picture. With a sample x, the numbers
// of its first row flow through it, and build it where it is not; nil draws none.
// A sample that does not fit is an error that says what was wanted.
func FromModel(m *sequential.Model, x any) (*Network, error) {
	var sample []float32
	var looks []sequential.Look
	if x != nil {
		var err error
		if sample, looks, err = m.Look(x); err != nil {
			return nil, err
		}
	}
	nodes := m.Nodes()
	if len(nodes) == 0 {
		return nil, fmt.Errorf("the model is not built: its input is not known")
	}
	n := &Network{Title: m.Title(), Input: Input{Name: "input", Shape: nodes[0].In}, Classes: m.Classes()}
	for _, node := range nodes {
		n.Layers = append(n.Layers, describe(node))
	}
	n.orderChannels(nodes)
	if x != nil {
		n.Sample = &Sample{X: sample}
	}
	for i := range looks {
		n.Layers[i].see(&looks[i])
	}
	return n, nil
}

// orderChannels says where the channels of a picture come first: a layer that is
// particular about it tells, and those beside it with the same shape take it over.
func (n *Network) orderChannels(nodes []*layer.Node) {
	first := false
	for i, node := range nodes {
		switch src := node.Source(); {
		case src.First:
			first = true
		case src.Window != nil || !slices.Equal(node.In, node.Out):
			first = false
		}
		n.Layers[i].ChannelsFirst = first && len(node.Out) > 1
	}
	for _, node := range nodes {
		if first := node.Source().First; first || !slices.Equal(node.In, node.Out) {
			n.Input.ChannelsFirst = first && slices.Equal(node.In, nodes[0].In)
			return
		}
	}
}

// see takes the sample's numbers.
func (l *Layer) see(s *sequential.Look) {
	k := l.units()
	l.Z, l.Y, l.Values = s.Z[:k], s.Y[:k], s.Y
	for _, in := range s.Inside {
		heats := make([]Heat, len(in.Seen))
		for i, h := range in.Seen {
			heats[i] = Heat{Name: h.Name, Note: h.Note, Gate: h.Gate, Steps: h.Shape[0], Units: h.Shape[1], Values: h.Values}
		}
		l.Inside = append(l.Inside, Inside{in.Layer, heats})
	}
}

func describe(n *layer.Node) Layer {
	l := Layer{Name: n.Name, Type: layer.TypeName(n.Spec), Shape: n.Out, Fan: n.Source().Fan, NoBias: noBias(n), Note: stripNote(n)}
	if w := n.Source().Window; w != nil {
		l.Window, l.Note = size(w) > 1, windowNote(w)
	}
	n.Walk(func(c *layer.Node) {
		for _, p := range c.Params {
			l.Params += p.Shape.Size()
		}
	})
	a := n.Source().Activation
	if a == nil || a.Name == "linear" {
		return l
	}
	l.Activation, l.Formula, l.SumsToOne = a.String(), a.Formula, a.Simplex
	if l.Vectorwise = a.Scope == activations.Vectorwise; !l.Vectorwise {
		l.Curve = a.At
	}
	return l
}

// stripNote says what a layer without an activation does.
func stripNote(n *layer.Node) string {
	switch {
	case n.Label != "" && n.ActsOn != "":
		return n.Label + ": " + n.ActsOn
	case n.ActsOn != "":
		return n.ActsOn
	case n.View && !slices.Equal(n.In, n.Out):
		return fmt.Sprintf("the same numbers in another shape: %v becomes %v", n.In, n.Out)
	case !slices.Equal(n.In, n.Out) && n.Source().Fan == 0:
		return fmt.Sprintf("%v becomes %v", n.In, n.Out)
	}
	return ""
}

// windowNote says how far a position sees.
func windowNote(sizes []int) string {
	if size(sizes) == 1 {
		return "each position alone"
	}
	return fmt.Sprintf("a window of %s positions", strings.ReplaceAll(strings.Trim(fmt.Sprint(sizes), "[]"), " ", " × "))
}

// noBias reports whether n has weights, but adds nothing to their products.
func noBias(n *layer.Node) bool {
	return len(n.Params) > 0 && !slices.ContainsFunc(n.Params, func(p *layer.Param) bool { return p.Name == "bias" })
}

// JacobianOf compares what the model's last softmax and an element-wise function
// make of the same sums z of one sample: which output moves when one z does. The
// element-wise function is the last one in the model, or relu.
func JacobianOf(m *sequential.Model, x any) (*Jacobian, error) {
	e, err := m.Explain(x)
	if err != nil {
		return nil, err
	}
	right := e.Activation
	if right == nil {
		right = activations.Linear
	}
	left := activations.ReLU
	for _, n := range m.Nodes() {
		if a := n.Activation; a != nil && a.Scope == activations.Elementwise && n.Name == e.Hidden {
			left = a
		}
	}
	j := &Jacobian{Left: effect(left, e.Z), Right: effect(right, e.Z), Nudged: e.Largest, Step: 1}
	if right.Simplex {
		j.Right.Output = "p"
	}
	if right.Name == "softmax" {
		j.Right.Formula = "∂pᵢ / ∂zⱼ = pᵢ·(1 − pᵢ) if i = j, else −pᵢ·pⱼ"
	}
	for _, a := range []*activations.Activation{left, right} {
		j.Trials = append(j.Trials, trial(a, e.Z, j.Nudged, j.Step))
	}
	return j, nil
}

// effect is the Jacobian of a at z.
func effect(a *activations.Activation, z []float32) Matrix {
	n := len(z)
	y := make([]float32, n)
	a.Apply(y, z, n)
	m := Matrix{Name: a.Name, Vectorwise: a.Scope == activations.Vectorwise}
	for i := range n {
		d := make([]float32, n)
		d[i] = 1
		a.Grad(d, d, y, z, n)
		m.Values = append(m.Values, widen(d))
	}
	return m
}

// trial is what a gives before and after z[k] grows by step.
func trial(a *activations.Activation, z []float32, k int, step float64) Trial {
	moved := slices.Clone(z)
	moved[k] += float32(step)
	before, after := make([]float32, len(z)), make([]float32, len(z))
	a.Apply(before, z, len(z))
	a.Apply(after, moved, len(z))
	return Trial{a.Name, a.Scope == activations.Vectorwise, widen(before), widen(after)}
}

func widen(v []float32) []float64 {
	w := make([]float64, len(v))
	for i, x := range v {
		w[i] = float64(x)
	}
	return w
}

// CurvesOf is a training's history for its picture.
func CurvesOf(h *sequential.History) History {
	var out History
	for _, name := range h.Names {
		v := slices.Clone(h.Values[name])
		for len(v) < h.Epochs {
			v = append(v, math.NaN())
		}
		out = append(out, Series{name, v})
	}
	return out
}
