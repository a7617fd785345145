package onnx

import (
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/call"
)

var (
	_ = importOp("GRU", func(im *importer, n *node) error { return im.recurrent(n, "GRU", []int{0, 1, 2}, 2) })
	_ = importOp("LSTM", func(im *importer, n *node) error { return im.recurrent(n, "LSTM", []int{0, 3, 1, 2}, 3) })
	_ = importOp("RNN", func(im *importer, n *node) error { return im.recurrent(n, "SimpleRNN", []int{0}, 1) })
)

// recurrent reads an op of one direction or two. Gates is ONNX's order of gates in
// ours; functions is how many each direction has.
func (im *importer) recurrent(n *node, class string, gates []int, functions int) error {
	v, ok := im.ordered(n.input(0))
	if !ok || v.order != "sbn" && v.order != "rbn" {
		return n.fail("want sequences with their steps before the batch, of a Transpose")
	}
	direction := n.text("direction", "forward")
	dirs := map[string]int{"forward": 1, "reverse": 1, "bidirectional": 2}[direction]
	if err := im.checkRecurrent(n, dirs); err != nil {
		return err
	}
	w, err := im.recurrentWeights(n, dirs, gates, class == "GRU" && n.int("linear_before_reset", 0) != 0)
	if err != nil {
		return err
	}
	calls, err := n.stepActivations(class, dirs*functions)
	if err != nil {
		return err
	}
	y, all, err := im.recurrentOutput(n)
	if err != nil {
		return err
	}
	back := v.order[0] == 'r'
	var inner []call.Call
	for d := range dirs {
		own := calls[d*functions:]
		args := []call.Arg{{Name: "units", Value: w.units}, {Name: "activation", Value: own[functions-1]}}
		if functions > 1 {
			args = append(args, call.Arg{Name: "recurrent_activation", Value: own[0]})
		}
		if class == "GRU" {
			args = append(args, call.Arg{Name: "reset_after", Value: n.int("linear_before_reset", 0) != 0})
		}
		args = append(args, call.Arg{Name: "use_bias", Value: w.bias}, call.Arg{Name: "return_sequences", Value: all},
			call.Arg{Name: "go_backwards", Value: back != (d == 1 || direction == "reverse")})
		inner = append(inner, call.Call{Name: class, Args: args})
	}
	name, args := class, inner[0].Args
	if dirs == 2 {
		name, args = "Bidirectional", []call.Arg{{Name: "layer", Value: inner[0]}, {Name: "backward_layer", Value: inner[1]}}
	}
	if err := im.add(n.where, name, args, w.arrays...); err != nil {
		return err
	}
	order := "dbn"
	if all {
		order = "sdbn"
		if direction == "reverse" { // ONNX has each step where it is in the input
			order = "rdbn"
		}
	}
	im.stage = &stage{steps: make([]step, 1)}
	im.values[y] = value{stage: im.stage, order: order, directions: dirs}
	return nil
}

// checkRecurrent refuses what layers do not have.
func (im *importer) checkRecurrent(n *node, dirs int) error {
	switch {
	case dirs == 0:
		return n.fail("direction: want forward, reverse or bidirectional, have %s", quote(n.text("direction", "")))
	case n.int("layout", 0) != 0 || n.int("input_forget", 0) != 0 || n.has("clip"):
		return n.fail("layout, input_forget and clip are not supported")
	case n.input(4) != "" || n.input(7) != "":
		return n.fail("lengths of sequences and peepholes are not supported")
	}
	for i := 5; i < 7; i++ {
		if n.input(i) == "" || im.values[n.input(i)].zero {
			continue
		}
		t, err := im.constant(n, i, "the first state", false)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(t.floats, func(v float32) bool { return v != 0 }) {
			return n.fail("the first state: want 0")
		}
	}
	return nil
}

// recurrentOutput is the name of the output that is used, and whether that is the
// one of all steps.
func (im *importer) recurrentOutput(n *node) (name string, all bool, err error) {
	var used []int
	for i, out := range n.Output {
		if out != "" && im.used[out] > 0 {
			used = append(used, i)
		}
	}
	if len(used) != 1 || used[0] > 1 {
		return "", false, n.fail("want either all steps or the last one to be used, have outputs %v", used)
	}
	return n.Output[used[0]], used[0] == 0, nil
}

// recurrentArrays are the weights of a layer, direction by direction.
type recurrentArrays struct {
	units  int
	bias   bool
	arrays [][]float32
}

// recurrentWeights reads the kernels (directions, gates·units, in) and biases
// (directions, 2·gates·units). Two biases of a sum become one, but where after.
func (im *importer) recurrentWeights(n *node, dirs int, gates []int, after bool) (*recurrentArrays, error) {
	w, err := im.constant(n, 1, "the kernel", false)
	if err != nil {
		return nil, err
	}
	u, err := im.constant(n, 2, "the recurrent kernel", false)
	if err != nil {
		return nil, err
	}
	b, err := im.constant(n, 3, "the bias", true)
	if err != nil {
		return nil, err
	}
	if len(u.dims) != 3 || u.dims[2] < 1 {
		return nil, n.fail("want a recurrent kernel of three axes, have %v", u.dims)
	}
	units, in, all := u.dims[2], im.shape.Last(), len(gates)*u.dims[2]
	switch {
	case !slices.Equal(u.dims, []int{dirs, all, units}) || !slices.Equal(w.dims, []int{dirs, all, in}):
		return nil, n.fail("kernels of shapes %v and %v do not fit samples %v in %d directions", w.dims, u.dims, im.shape, dirs)
	case b != nil && !slices.Equal(b.dims, []int{dirs, 2 * all}):
		return nil, n.fail("the bias: want shape [%d %d], have %v", dirs, 2*all, b.dims)
	}
	if err := im.spend(n.where, w.size()+u.size()); err != nil {
		return nil, err
	}
	r := &recurrentArrays{units: units, bias: b != nil}
	for d := range dirs {
		r.arrays = append(r.arrays, ungated(w.floats[d*all*in:][:all*in], in, units, gates), ungated(u.floats[d*all*units:][:all*units], units, units, gates))
		if b == nil {
			continue
		}
		first := ungated(b.floats[2*d*all:][:all], 1, units, gates)
		second := ungated(b.floats[(2*d+1)*all:][:all], 1, units, gates)
		if after {
			first = append(first, second...)
		} else {
			for i, v := range second {
				first[i] += v
			}
		}
		r.arrays = append(r.arrays, first)
	}
	return r, nil
}

// ungated is a kernel (gates·units, in) as (in, gates·units), with our order of
// gates.
func ungated(w []float32, in, units int, gates []int) []float32 {
	all := len(gates) * units
	out := make([]float32, len(w))
	for k, gate := range gates {
		for j := range units {
			for i := range in {
				out[i*all+gate*units+j] = w[(k*units+j)*in+i]
			}
		}
	}
	return out
}

// stepActivations are the functions of a recurrent op; those of ONNX's defaults
// where it names none.
func (n *node) stepActivations(class string, count int) ([]call.Call, error) {
	var names []string
	for _, s := range n.attribute("activations", onnxpb.AttributeProto_STRINGS).GetStrings() {
		names = append(names, strings.ToLower(string(s)))
	}
	usual := map[string][]string{"GRU": {"sigmoid", "tanh"}, "LSTM": {"sigmoid", "tanh", "tanh"}, "SimpleRNN": {"tanh"}}[class]
	if names == nil {
		for range count / len(usual) {
			names = append(names, usual...)
		}
	}
	if len(names) != count {
		return nil, n.fail("activations: want %d, have %d", count, len(names))
	}
	alphas, betas := n.floats("activation_alpha"), n.floats("activation_beta")
	next := func(list *[]float32, other float64) float64 {
		if len(*list) > 0 {
			other, *list = float64((*list)[0]), (*list)[1:]
		}
		return other
	}
	var calls []call.Call
	for _, name := range names {
		c := call.Call{Name: name}
		switch name {
		case "tanh", "sigmoid", "relu", "softsign":
		case "elu":
			c.Args = []call.Arg{{Name: "alpha", Value: exact(next(&alphas, 1))}}
		case "leakyrelu":
			c.Name, c.Args = "leaky_relu", []call.Arg{{Name: "negative_slope", Value: exact(next(&alphas, 0.01))}}
		case "affine":
			if c.Name = "linear"; next(&alphas, 1) != 1 || next(&betas, 0) != 0 {
				return nil, n.fail("activations: Affine that changes something is not supported")
			}
		case "hardsigmoid":
			slope := next(&alphas, 0.2)
			c.Name = map[float32]string{float32(1.0 / 6): "hard_sigmoid", 0.5: "sparse_sigmoid"}[float32(slope)]
			if offset := next(&betas, 0.5); c.Name == "" || offset != 0.5 {
				return nil, n.fail("activations: HardSigmoid with %v and %v is none of ours", slope, offset)
			}
		default:
			return nil, n.fail("activations: %s is not supported", quote(name))
		}
		calls = append(calls, c)
	}
	if class == "LSTM" {
		for i := 0; i < count; i += 3 {
			if calls[i+1].String() != calls[i+2].String() {
				return nil, n.fail("activations: want the same one for what is new and for the cell")
			}
		}
	}
	return calls, nil
}
