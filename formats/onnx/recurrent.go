package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

var (
	_ = exportLayer("SimpleRNN", recurrentLayer)
	_ = exportLayer("GRU", recurrentLayer)
	_ = exportLayer("LSTM", recurrentLayer)
)

// recurrent is how a recurrent layer is written.
type recurrent struct {
	op                   string
	gates                []int // the order of ONNX's gates in ours
	functions            []*activations.Activation
	attrs                []*onnxpb.AttributeProto
	sequences, backwards bool
}

// recurrentOf reads a layer; nil if it is not recurrent.
func recurrentOf(spec layer.Spec) *recurrent {
	switch s := spec.(type) {
	case *layers.SimpleRNNSpec:
		return &recurrent{"RNN", []int{0}, []*activations.Activation{s.Activation}, nil, s.ReturnSequences, s.GoBackwards}
	case *layers.GRUSpec:
		r := &recurrent{"GRU", []int{0, 1, 2}, []*activations.Activation{s.RecurrentActivation, s.Activation}, nil, s.ReturnSequences, s.GoBackwards}
		if s.ResetAfter {
			r.attrs = append(r.attrs, attr("linear_before_reset", 1))
		}
		return r
	case *layers.LSTMSpec: // ours are i, f, c, o; ONNX has i, o, f, c
		return &recurrent{"LSTM", []int{0, 3, 1, 2}, []*activations.Activation{s.RecurrentActivation, s.Activation, s.Activation}, nil, s.ReturnSequences, s.GoBackwards}
	}
	return nil
}

// recurrentLayer writes a layer that reads in one direction.
func recurrentLayer(e *exporter, n *layer.Node, x string) string {
	r := recurrentOf(n.Spec)
	x = e.steps(x)
	if r.backwards {
		x = e.reversed(x)
	}
	y := e.recurrent(r, []*layer.Node{n}, x)
	y = e.op("Squeeze", y, e.ints(r.directionAxis()))
	if r.sequences {
		y = e.steps(y)
	}
	return y
}

// directionAxis is where the op puts the axis of directions: all steps are (steps,
// directions, batch, units), the last one is without the first axis.
func (r *recurrent) directionAxis() int {
	if r.sequences {
		return 1
	}
	return 0
}

// steps exchanges the batch and the steps: ONNX has the steps first.
func (e *exporter) steps(x string) string {
	return e.opWith("Transpose", []string{x}, attr("perm", []int{1, 0, 2}))
}

// reversed is x, whose first axis are the steps, from its end. Ends further out
// than any sequence mean its start.
func (e *exporter) reversed(x string) string {
	const beyond = -1 << 40
	return e.op("Slice", x, e.ints(-1), e.ints(beyond), e.ints(0), e.ints(-1))
}

// recurrent writes the op for layers of one form, one for each direction, and
// returns its output of all steps or of the last.
func (e *exporter) recurrent(r *recurrent, nodes []*layer.Node, x string) string {
	var w, u, b []string
	for _, n := range nodes {
		e.unmasked(n)
		cell := n.Inner[0]
		kernel := param(cell, "kernel")
		units := kernel.Shape[1] / len(r.gates)
		w = append(w, e.gates(r, e.weight(kernel), kernel.Shape[0], units))
		u = append(u, e.gates(r, e.weight(param(cell, "recurrent_kernel")), units, units))
		if p := param(cell, "bias"); p != nil {
			b = append(b, e.biases(r, p, units))
		}
	}
	inputs := []string{x, e.joined(w), e.joined(u)}
	if b != nil {
		inputs = append(inputs, e.joined(b))
	}
	outputs := e.opMany(r.op, 2, inputs, append(r.attributes(e, nodes), r.attrs...)...)
	last := e.graph.Node[len(e.graph.Node)-1]
	if r.sequences {
		last.Output = outputs[:1]
		return outputs[0]
	}
	y := outputs[1]
	last.Output = []string{"", y}
	return y
}

// gates turns a kernel (in, gates·units) into (1, gates·units, in), with the gates
// in ONNX's order.
func (e *exporter) gates(r *recurrent, w string, in, units int) string {
	w = e.opWith("Transpose", []string{w}, attr("perm", []int{1, 0}))
	if slices.IsSorted(r.gates) {
		return e.op("Unsqueeze", w, e.ints(0))
	}
	w = e.op("Gather", e.op("Reshape", w, e.ints(len(r.gates), units, in)), e.ints(r.gates...))
	return e.op("Reshape", w, e.ints(1, len(r.gates)*units, in))
}

// biases are those of the sums over the input and then of those over the state; a
// layer that has no second ones adds 0.
func (e *exporter) biases(r *recurrent, p *layer.Param, units int) string {
	b, all := e.weight(p), len(r.gates)*units
	if len(p.Shape) == 2 {
		return e.op("Reshape", b, e.ints(1, 2*all))
	}
	if !slices.IsSorted(r.gates) {
		b = e.op("Gather", e.op("Reshape", b, e.ints(len(r.gates), units)), e.ints(r.gates...))
	}
	b = e.op("Reshape", b, e.ints(1, all))
	return e.opWith("Concat", []string{b, e.floats([]int{1, all}, make([]float32, all)...)}, attr("axis", 1))
}

// joined sets the arrays of the directions beside each other.
func (e *exporter) joined(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return e.opWith("Concat", list, attr("axis", 0))
}

// attributes are the size and the functions, those of each direction.
func (r *recurrent) attributes(e *exporter, nodes []*layer.Node) []*onnxpb.AttributeProto {
	units := param(nodes[0].Inner[0], "recurrent_kernel").Shape[0]
	list := []*onnxpb.AttributeProto{attr("hidden_size", units)}
	direction := "forward"
	if len(nodes) == 2 {
		direction = "bidirectional"
	}
	var names []string
	var alphas, betas []float64
	for _, n := range nodes {
		for _, a := range recurrentOf(n.Spec).functions {
			name, alpha, beta := stepFunction(a)
			if name == "" {
				e.refuse(n, "activation %s is not one that ONNX has within the op %s", a.Call(), r.op)
			}
			names, alphas, betas = append(names, name), append(alphas, alpha...), append(betas, beta...)
		}
	}
	list = append(list, attr("direction", direction), attr("activations", names))
	if alphas != nil {
		list = append(list, attr("activation_alpha", alphas))
	}
	if betas != nil {
		list = append(list, attr("activation_beta", betas))
	}
	return list
}
