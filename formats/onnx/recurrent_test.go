package onnx_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/sequential"
)

// recurrence is a graph of an op with one unit for each gate, of 2 steps of 1
// number; all weights are 0.
func recurrence(op string, gates int64) (*builder, *onnxpb.NodeProto) {
	b := graph(2, 1)
	attr(b.node("Transpose", "t", "x"), "perm", []int64{1, 0, 2})
	b.floats("w", []int64{1, gates, 1}, make([]float32, gates)...)
	b.floats("b", []int64{1, 2 * gates}, make([]float32, 2*gates)...)
	n := b.node(op, "", "t", "w", "w", "b")
	n.Output = []string{"", "h"}
	b.ints("zero", 0)
	b.node("Squeeze", "y", "h", "zero")
	return b, n
}

func TestRefuseRecurrent(t *testing.T) {
	for _, c := range []struct {
		want string
		make func(b *builder, n *onnxpb.NodeProto)
	}{
		{"", func(b *builder, n *onnxpb.NodeProto) {}},
		{"direction: want forward, reverse or bidirectional", func(b *builder, n *onnxpb.NodeProto) { attr(n, "direction", "up") }},
		{"do not fit samples (None, 2, 1) in 2 directions", func(b *builder, n *onnxpb.NodeProto) { attr(n, "direction", "bidirectional") }},
		{"layout, input_forget and clip are not supported", func(b *builder, n *onnxpb.NodeProto) { attr(n, "layout", 1) }},
		{"layout, input_forget and clip are not supported", func(b *builder, n *onnxpb.NodeProto) { attr(n, "clip", 3.0) }},
		{"lengths of sequences and peepholes are not supported", func(b *builder, n *onnxpb.NodeProto) { n.Input = append(n.Input, "w") }},
		{"the first state: want 0", func(b *builder, n *onnxpb.NodeProto) {
			b.floats("s", []int64{1, 1, 1}, 2)
			n.Input = append(n.Input, "", "s")
		}},
		{"want sequences with their steps before the batch", func(b *builder, n *onnxpb.NodeProto) { n.Input[0] = "x" }},
		{"kernels of shapes [1 4 1] and [1 3 1] do not fit", func(b *builder, n *onnxpb.NodeProto) {
			b.floats("u", []int64{1, 3, 1}, 1, 2, 3)
			n.Input[2] = "u"
		}},
		{"want a recurrent kernel of three axes, have [4 1]", func(b *builder, n *onnxpb.NodeProto) {
			b.floats("u", []int64{4, 1}, 1, 2, 3, 4)
			n.Input[2] = "u"
		}},
		{"the bias: want shape [1 8], have [1 4 1]", func(b *builder, n *onnxpb.NodeProto) { n.Input[3] = "w" }},
		{"has its axes in an order that only recurrent ops have", func(b *builder, n *onnxpb.NodeProto) {
			b.node("Relu", "r", "t")
			b.Graph.Output[0].Name = ptrText("r")
		}},
		{"has its axes in an order that only recurrent ops have", func(b *builder, n *onnxpb.NodeProto) {
			b.Graph.Output[0].Name = ptrText("t")
		}},
		{"want the axis of one direction to go", func(b *builder, n *onnxpb.NodeProto) {
			b.ints("one", 1)
			b.Graph.Node[2].Input[1] = "one"
		}},
		{"want all steps from their end", func(b *builder, n *onnxpb.NodeProto) {
			b.ints("one", 1)
			b.node("Slice", "r", "t", "one", "one", "one", "one")
			b.Graph.Output[0].Name = ptrText("r")
		}},
		{"perm: want the 3 axes in an order", func(b *builder, n *onnxpb.NodeProto) {
			attr(b.node("Transpose", "r", "t"), "perm", []int64{1, 1, 9})
			b.Graph.Output[0].Name = ptrText("r")
		}},
		{"perm: want the 3 axes in an order", func(b *builder, n *onnxpb.NodeProto) {
			attr(b.node("Transpose", "r", "t"), "perm", []int64{1, 1, 1})
			b.Graph.Output[0].Name = ptrText("r")
		}},
		{"is of whole numbers", func(b *builder, n *onnxpb.NodeProto) {
			attr(b.node("Cast", "r", "x"), "to", 7)
			b.Graph.Output[0].Name = ptrText("r")
		}},
	} {
		b, n := recurrence("LSTM", 4)
		c.make(b, n)
		_, err := sequential.Read(bytes.NewReader(b.bytes(t)))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

// TestStepActivations: functions within the ops are read with their numbers.
func TestStepActivations(t *testing.T) {
	for _, c := range []struct {
		names        [][]byte
		alpha        []float32
		layers, want string
	}{
		{nil, nil, "GRU(1, reset_after=false)", ""},
		{[][]byte{[]byte("HardSigmoid"), []byte("LeakyRelu")}, []float32{0.5, 0.25}, "GRU(1, activation=leaky_relu(negative_slope=0.25), recurrent_activation=sparse_sigmoid, reset_after=false)", ""},
		{[][]byte{[]byte("Sigmoid")}, nil, "", "activations: want 2, have 1"},
		{[][]byte{[]byte("Sigmoid"), []byte("ScaledTanh")}, nil, "", "is not supported"},
		{[][]byte{[]byte("HardSigmoid"), []byte("Tanh")}, nil, "", "is none of ours"},
		{[][]byte{[]byte("Affine"), []byte("Tanh")}, []float32{2}, "", "Affine that changes something"},
	} {
		b, n := recurrence("GRU", 3)
		if c.names != nil {
			n.Attribute = append(n.Attribute, &onnxpb.AttributeProto{Name: ptrText("activations"), Strings: c.names, Type: onnxpb.AttributeProto_STRINGS.Enum()})
		}
		attr(n, "activation_alpha", c.alpha)
		m, err := sequential.Read(bytes.NewReader(b.bytes(t)))
		switch {
		case c.want != "":
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		case err != nil:
			t.Error(err)
		default:
			if got := strings.Join(layersOf(m), " "); got != c.layers {
				t.Errorf("read as %s, want %s", got, c.layers)
			}
		}
	}
}
