package onnx_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/formats/onnx"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
)

// layersOf renders the layers of a model without their names.
func layersOf(m *sequential.Model) (list []string) {
	for _, s := range m.Layers() {
		nameless, err := layer.Rename(s, "")
		if err != nil {
			return []string{err.Error()}
		}
		c, err := layer.Call(nameless)
		if err != nil {
			return []string{err.Error()}
		}
		list = append(list, c.String())
	}
	return list
}

// chains are graphs as exporters write them, what they are read as, and what they
// make of the samples 1, 2, … (at most two).
var chains = []struct {
	name   string
	make   func() *builder
	layers string
	y      []float32
}{
	{"a Dense of MatMul, Add and Relu, with Identity, Cast and Constant between", func() *builder {
		b := graph(2)
		attr(b.node("Cast", "c", "x"), "to", 1)
		b.floats("w", []int64{2, 1}, 1, -2)
		b.node("Identity", "w2", "w")
		b.node("MatMul", "m", "c", "w2")
		b.node("Identity", "i", "m")
		attr(b.node("Constant", "b"), "value_floats", []float32{4})
		b.node("Add", "a", "b", "i")
		b.node("Relu", "y", "a")
		return b
	}, "Dense(1, relu)", []float32{1, 0}},
	{"Gemm with factors and a transposed kernel", func() *builder {
		b := graph(2)
		b.floats("w", []int64{3, 2}, 1, 2, 3, 4, 5, 6)
		b.floats("c", []int64{1, 3}, 1, 2, 3)
		n := b.node("Gemm", "y", "x", "w", "c")
		attr(n, "transB", 1)
		attr(n, "alpha", 2.0)
		attr(n, "beta", 10.0)
		return b
	}, "Dense(3)", []float32{20, 42, 64, 32, 70, 108}},
	{"the same MatMul on a transposed constant", func() *builder {
		b := graph(2)
		b.floats("w", []int64{1, 2}, 1, 2)
		attr(b.node("Transpose", "wt", "w"), "perm", []int64{1, 0})
		b.node("MatMul", "y", "x", "wt")
		return b
	}, "Dense(1, use_bias=false)", []float32{5, 11}},
	{"Flatten of Shape, Gather, Concat and Reshape, as PyTorch writes view", func() *builder {
		b := graph(1, 2)
		b.node("Shape", "s", "x")
		b.ints("zero", 0)
		b.node("Gather", "n", "s", "zero")
		b.ints("rest", -1)
		attr(b.node("Concat", "to", "n", "rest"), "axis", 0)
		b.node("Reshape", "y", "x", "to")
		return b
	}, "Flatten", []float32{1, 2, 3, 4}},
	{"Reshape by sizes computed of the shape", func() *builder {
		b := graph(1, 2)
		attr(b.node("Shape", "s", "x"), "end", 1)
		attr(b.node("Shape", "all", "x"), "start", 1)
		attr(b.node("ReduceProd", "n", "all"), "keepdims", 1)
		b.ints("one", 1)
		b.node("Mul", "m", "n", "one")
		b.node("Concat", "to", "s", "m", "one")
		b.node("Reshape", "y", "x", "to")
		return b
	}, "Reshape([2, 1])", []float32{1, 2, 3, 4}},
	{"softmax of opset 11, whose axis is 1", func() *builder {
		b := graph(2)
		b.OpsetImport[0].Version = ptr(11)
		b.node("Softmax", "y", "x")
		return b
	}, "Activation(softmax)", []float32{0.26894142, 0.73105858, 0.26894142, 0.73105858}},
	{"softmax over another axis", func() *builder {
		b := graph(2, 1)
		attr(b.node("Softmax", "y", "x"), "axis", 1)
		return b
	}, "Softmax([1])", []float32{0.26894142, 0.73105858, 0.26894142, 0.73105858}},
	{"gelu in five ops", func() *builder {
		b := graph(2)
		b.floats("root", nil, 1.4142135)
		b.floats("one", nil, 1)
		b.floats("half", nil, 0.5)
		b.node("Div", "d", "x", "root")
		b.node("Erf", "e", "d")
		b.node("Add", "a", "e", "one")
		b.node("Mul", "m", "x", "a")
		b.node("Mul", "y", "m", "half")
		return b
	}, "Activation(gelu)", []float32{0.84134477, 1.9544997, 2.9959502, 3.9998734}},
	{"a Rescaling and then silu in two ops", func() *builder {
		b := graph(1)
		b.floats("two", []int64{1}, 2)
		b.floats("one", []int64{1, 1}, 1)
		b.node("Mul", "m", "x", "two")
		b.node("Sub", "s", "m", "one")
		b.node("Sigmoid", "g", "s")
		b.node("Mul", "y", "g", "s")
		return b
	}, "Rescaling(2.0, -1.0) Activation(silu)", []float32{0.73105858, 2.8577224}},
	{"a batch normalization that was folded", func() *builder {
		b := graph(2)
		b.floats("g", []int64{2}, 2, -1)
		b.floats("b", []int64{1, 2}, 1, 3)
		b.node("Mul", "m", "x", "g")
		b.node("Add", "y", "m", "b")
		return b
	}, "BatchNormalization(epsilon=0.0)", []float32{3, 1, 7, -1}},
	{"a scaler in two ops", func() *builder {
		b := graph(2)
		b.floats("m", []int64{2}, 1, 2)
		b.floats("s", []int64{2}, 2, 4)
		b.node("Sub", "d", "x", "m")
		b.node("Div", "y", "d", "s")
		return b
	}, "Normalization", []float32{0, 0, 1, 0.5}},
	{"clip with attributes, of opset 7", func() *builder {
		b := graph(2)
		b.OpsetImport[0].Version = ptr(7)
		n := b.node("Clip", "y", "x")
		attr(n, "min", 0.0)
		attr(n, "max", 2.5)
		return b
	}, "Activation(relu(max_value=2.5))", []float32{1, 2, 2.5, 2.5}},
	{"Dropout and a tail that is not needed", func() *builder {
		b := graph(2)
		b.floats("rate", nil, 0.25)
		b.node("Dropout", "d", "x", "rate")
		b.node("NonZero", "unused", "x")
		b.node("Identity", "y", "d")
		return b
	}, "Dropout(0.25)", []float32{1, 2, 3, 4}},
	{"a Dense on two axes between two Reshapes, as Keras writes it", func() *builder {
		b := graph(2, 1)
		b.ints("flat", -1, 1)
		b.ints("back", -1, 2, 2)
		b.floats("w", []int64{1, 2}, 1, -1)
		b.floats("b", []int64{2}, 0, 3)
		b.node("Reshape", "r", "x", "flat")
		b.node("MatMul", "m", "r", "w")
		b.node("Reshape", "u", "m", "back")
		b.node("Add", "a", "u", "b")
		b.node("Relu", "y", "a")
		return b
	}, "Dense(2, relu)", []float32{1, 2, 2, 1, 3, 0, 4, 0}},
	{"nothing at all", func() *builder {
		b := graph(2)
		b.node("Identity", "y", "x")
		return b
	}, "Identity", []float32{1, 2, 3, 4}},
}

func ptr(v int64) *int64 { return &v }

func TestChain(t *testing.T) {
	for _, c := range chains {
		t.Run(c.name, func(t *testing.T) {
			m, err := sequential.Read(bytes.NewReader(c.make().bytes(t)))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(layersOf(m), " "); got != c.layers {
				t.Errorf("read as %s, want %s", got, c.layers)
			}
			x := &data.Tensor{Shape: append([]int{2}, m.Input()...)}
			for i := range 2 * m.Input().Size() {
				x.Data = append(x.Data, float32(i+1))
			}
			y, err := m.Predict(x)
			if err != nil {
				t.Fatal(err)
			}
			if d := difference(y.Data, c.y); d > 1e-6 {
				t.Errorf("makes %v, want %v", y.Data, c.y)
			}
		})
	}
}

// refusals are graphs that are no chains of what is known, and what is said.
var refusals = []struct {
	want string
	make func(b *builder)
}{
	{`node "y": Einsum: op "Einsum" is not one that is read; those are Abs, Add`, func(b *builder) { b.node("Einsum", "y", "x") }},
	{`op "com.example.Relu"`, func(b *builder) { b.node("Relu", "y", "x").Domain = ptrText("com.example") }},
	{`node "y": Add: its input "m" goes to a layer as well`, func(b *builder) {
		b.floats("w", []int64{2, 2}, 1, 2, 3, 4)
		b.node("Relu", "m", "x")
		b.node("MatMul", "n", "m", "w")
		b.node("Add", "y", "m", "n")
	}},
	{`node "y": MatMul: want a constant of floats as the weights, have "x"`, func(b *builder) { b.node("MatMul", "y", "x", "x") }},
	{`node "y": MatMul: weights of shape [3 1] do not fit samples (None, 2)`, func(b *builder) {
		b.floats("w", []int64{3, 1}, 1, 2, 3)
		b.node("MatMul", "y", "x", "w")
	}},
	{`node "y": Reshape: to [-1 1]: want the batch first and then the 2 values of a sample`, func(b *builder) {
		b.ints("to", -1, 1)
		b.node("Reshape", "y", "x", "to")
	}},
	{`output "y": it has a row for each of the [2] positions`, func(b *builder) {
		b.Graph.Input = graph(2, 3).Graph.Input
		b.ints("to", -1, 3)
		b.node("Reshape", "y", "x", "to")
	}},
	{`node "y": Reshape: to [0 2 3]: want the batch and then [2 3]`, func(b *builder) {
		b.Graph.Input = graph(2, 3).Graph.Input
		b.ints("to", -1, 3)
		b.ints("back", 0, 2, 3)
		b.node("Reshape", "r", "x", "to")
		b.node("Reshape", "y", "r", "back")
	}},
	{`node "y": Flatten: works on more than the last axis, between two Reshapes`, func(b *builder) {
		b.Graph.Input = graph(2, 3).Graph.Input
		b.ints("to", -1, 3)
		b.node("Reshape", "r", "x", "to")
		b.node("Flatten", "y", "r")
	}},
	{`node "y": Transpose: perm: want 0, the batch, first`, func(b *builder) {
		attr(b.node("Transpose", "y", "x"), "perm", []int64{1, 0})
	}},
	{`node "y": Mul: what it computes is no activation`, func(b *builder) {
		b.node("Sin", "s", "x").OpType = ptrText("Softsign")
		b.node("Mul", "y", "s", "s")
	}},
	{`node "y": LeakyRelu: attribute "alpha": want FLOAT, have INT`, func(b *builder) { attr(b.node("LeakyRelu", "y", "x"), "alpha", 1) }},
	{`node "y": Relu: its input "z" is made only later`, func(b *builder) {
		b.node("Relu", "y", "z")
		b.node("Relu", "z", "y")
	}},
	{`node "y": Relu: nothing makes its input "q"`, func(b *builder) { b.node("Relu", "y", "q") }},
	{`node "y": Relu: its output "y" is defined twice`, func(b *builder) {
		b.node("Relu", "y", "x")
		b.node("Relu", "y", "x")
	}},
	{`initializer "w": its name is empty or there twice`, func(b *builder) {
		b.floats("w", nil, 1)
		b.floats("w", nil, 1)
	}},
	{`attribute "alpha" is there twice`, func(b *builder) {
		n := b.node("Elu", "y", "x")
		attr(n, "alpha", 1.0)
		attr(n, "alpha", 2.0)
	}},
	{`output "y": ArgMax: the model only puts out the most probable class`, func(b *builder) { b.node("ArgMax", "y", "x") }},
	{`it does not depend on an input`, func(b *builder) {
		b.floats("w", []int64{1}, 1)
		b.node("Relu", "y", "w")
	}},
	{`want a version from 7 to`, func(b *builder) {
		b.node("Relu", "y", "x")
		b.OpsetImport[0].Version = ptr(99)
	}},
	{`field "ModelProto.ir_version": want 3 to`, func(b *builder) { b.IrVersion = ptr(99) }},
	{`input "x": want a tensor of float32, or of int64 or int32, have DOUBLE`, func(b *builder) {
		b.node("Relu", "y", "x")
		b.Graph.Input[0].Type.GetTensorType().ElemType = ptrInt(11)
	}},
	{`input "x": axis 1: want a known size, have 0 "N"`, func(b *builder) {
		b.node("Relu", "y", "x")
		dims := b.Graph.Input[0].Type.GetTensorType().Shape.Dim
		dims[1] = dims[0]
	}},
	{`tensor "w": data_type: want float32, int64, int32, bool or string, have DOUBLE`, func(b *builder) {
		b.floats("w", nil, 1).DataType = ptrInt(11)
		b.node("Add", "y", "x", "w")
	}},
	{`node "y": Concat: joins values of the chain; only 1−p and p`, func(b *builder) { b.node("Concat", "y", "x", "x") }},
	{`node "y": BatchNormalization: is written for training`, func(b *builder) {
		attr(b.node("BatchNormalization", "y", "x"), "training_mode", 1)
	}},
	{`more than 64 element-wise ops`, func(b *builder) {
		b.node("Tanh", "v0", "x")
		for i := range 70 {
			b.node("Add", fmt.Sprint("v", i+1), fmt.Sprint("v", i), fmt.Sprint("v", i))
		}
		b.node("Relu", "y", "v70")
	}},
}

func ptrText(s string) *string { return &s }
func ptrInt(v int32) *int32    { return &v }

func TestRefuse(t *testing.T) {
	for _, c := range refusals {
		b := graph(2)
		c.make(b)
		_, err := sequential.Read(bytes.NewReader(b.bytes(t)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

func TestOps(t *testing.T) {
	ops := onnx.Ops()
	for _, want := range []string{"Gemm", "MatMul", "BatchNormalization", "Softmax", "Relu", "ai.onnx.ml.ZipMap"} {
		if !slices.Contains(ops, want) {
			t.Errorf("%s is not in %v", want, ops)
		}
	}
}
