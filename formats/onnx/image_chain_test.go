package onnx_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/sequential"
	"google.golang.org/protobuf/proto"
)

// counted is a list of n values 1, 2, …
func counted(n int) []float32 {
	list := make([]float32, n)
	for i := range list {
		list[i] = float32(i + 1)
	}
	return list
}

// imageChains are graphs whose channels are first, as PyTorch has them.
var imageChains = []struct {
	name   string
	sample []int64
	make   func(b *builder)
	layers string
	y      []float32 // of the samples 1, 2, …
}{
	{"a Dense after Flatten has its rows in another order", []int64{2, 1, 2}, func(b *builder) {
		b.floats("k", []int64{2, 1, 1, 1}, 1, 10)
		attr(b.node("Conv", "c", "x", "k"), "group", 2)
		b.node("Relu", "r", "c")
		b.node("Flatten", "f", "r")
		b.floats("w", []int64{4, 1}, 1, 2, 3, 4)
		b.node("MatMul", "y", "f", "w")
	}, "Permute([2, 3, 1]) DepthwiseConv2D([1, 1], relu, use_bias=false) Flatten Dense(1, use_bias=false)", []float32{255, 547}},
	{"a window beyond the edges on both sides has zeros of its own", []int64{1, 4, 4}, func(b *builder) {
		b.floats("k", []int64{1, 1, 3, 3}, slices.Repeat([]float32{1}, 9)...)
		n := b.node("Conv", "y", "x", "k")
		attr(n, "pads", []int64{1, 1, 1, 1})
		attr(n, "strides", []int64{2, 2})
	}, "Permute([2, 3, 1]) ZeroPadding2D([[1, 0], [1, 0]]) Conv2D(1, [3, 3], strides=[2, 2], use_bias=false) Permute([3, 1, 2])",
		[]float32{14, 30, 57, 99, 78, 126, 153, 243}},
	{"causal", []int64{1, 3}, func(b *builder) {
		b.floats("k", []int64{1, 1, 2}, 10, 1)
		b.floats("b", []int64{1}, 100)
		attr(b.node("Conv", "y", "x", "k", "b"), "pads", []int64{1, 0})
	}, "Permute([2, 1]) Conv1D(1, [2], padding=causal) Permute([2, 1])", []float32{101, 112, 123, 104, 145, 156}},
	{"a sequence with zeros of its own", []int64{1, 3}, func(b *builder) {
		b.floats("k", []int64{1, 1, 2}, 10, 1)
		attr(b.node("Conv", "y", "x", "k"), "pads", []int64{1, 1})
	}, "Permute([2, 1]) Reshape([3, 1, 1]) ZeroPadding2D([[1, 1], [0, 0]]) Reshape([5, 1]) Conv1D(1, [2], use_bias=false) Permute([2, 1])",
		[]float32{1, 12, 23, 30, 4, 45, 56, 60}},
	{"two layers of windows with nothing between", []int64{1, 2, 4}, func(b *builder) {
		attr(b.node("MaxPool", "m", "x"), "kernel_shape", []int64{1, 2})
		n := b.node("AveragePool", "y", "m")
		attr(n, "kernel_shape", []int64{2, 2})
		attr(n, "auto_pad", "SAME_UPPER")
		attr(n, "strides", []int64{2, 2})
	}, "Permute([2, 3, 1]) MaxPooling2D([1, 2], strides=[1, 1]) AveragePooling2D([2, 2], strides=[2, 2], padding=same) Permute([3, 1, 2])", []float32{4.5, 6, 12.5, 14}},
	{"global average and Flatten", []int64{2, 1, 2}, func(b *builder) {
		b.node("GlobalAveragePool", "g", "x")
		b.node("Flatten", "f", "g")
		b.floats("w", []int64{2, 1}, 10, 1)
		b.node("MatMul", "y", "f", "w")
	}, "Permute([2, 3, 1]) GlobalAveragePooling2D Dense(1, use_bias=false)", []float32{18.5, 62.5}},
	{"what works on channels or on each value stays where they are last", []int64{2, 1, 2}, func(b *builder) {
		attr(b.node("MaxPool", "m", "x"), "kernel_shape", []int64{1, 1})
		b.floats("s", []int64{2}, 1, 10)
		b.floats("o", []int64{2}, 0, 1)
		b.floats("v", []int64{2}, 1, 1)
		attr(b.node("BatchNormalization", "n", "m", "s", "o", "o", "v"), "epsilon", 0.0)
		b.node("Dropout", "d", "n")
		attr(b.node("AveragePool", "y", "d"), "kernel_shape", []int64{1, 2})
	}, "Permute([2, 3, 1]) MaxPooling2D([1, 1], strides=[1, 1]) BatchNormalization(momentum=0.9, epsilon=0.0) Dropout(0.5) AveragePooling2D([1, 2], strides=[1, 1]) Permute([3, 1, 2])",
		[]float32{1.5, 26, 5.5, 66}},
	{"channels that are last already", []int64{2, 2, 1}, func(b *builder) {
		attr(b.node("Transpose", "t", "x"), "perm", []int64{0, 3, 1, 2})
		attr(b.node("MaxPool", "m", "t"), "kernel_shape", []int64{2, 2})
		attr(b.node("Transpose", "y", "m"), "perm", []int64{0, 2, 3, 1})
	}, "MaxPooling2D(strides=[1, 1])", []float32{4, 8}},
}

func TestImageChain(t *testing.T) {
	for _, c := range imageChains {
		t.Run(c.name, func(t *testing.T) {
			b := graph(c.sample...)
			c.make(b)
			m, err := sequential.Read(bytes.NewReader(b.bytes(t)))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(layersOf(m), " "); got != c.layers {
				t.Errorf("read as\n%s, want\n%s", got, c.layers)
			}
			y, err := m.Predict(&data.Tensor{Shape: append([]int{2}, m.Input()...), Data: counted(2 * m.Input().Size())})
			if err != nil {
				t.Fatal(err)
			}
			if d := difference(y.Data, c.y); d > 1e-6 {
				t.Errorf("makes %v, want %v", y.Data, c.y)
			}
		})
	}
}

// TestRefuseWindow: sizes that would cost memory, or that no arithmetic survives.
func TestRefuseWindow(t *testing.T) {
	const most = 1<<63 - 1
	for _, c := range []struct {
		name string
		list []int64
		want string
	}{
		{"strides", []int64{0, 1}, "strides: want numbers from 1"},
		{"strides", []int64{1, -1}, "strides: want numbers from 1"},
		{"strides", []int64{most, 1}, "strides: want numbers from 1"},
		{"strides", []int64{1}, "strides: want 2 numbers, have 1"},
		{"dilations", []int64{0, 1}, "dilations: want numbers from 1"},
		{"dilations", []int64{most, most}, "dilations: want numbers from 1"},
		{"dilations", []int64{1 << 19, 1}, "is larger than its 4 positions"},
		{"pads", []int64{-1, 0, 0, 0}, "pads: want numbers from 0"},
		{"pads", []int64{0, most, 0, 0}, "pads: want numbers from 0"},
		{"kernel_shape", []int64{0, 2}, "kernel_shape: want"},
		{"kernel_shape", []int64{most, 2}, "kernel_shape: want"},
		{"kernel_shape", []int64{2, 2, 2}, "kernel_shape: want"},
	} {
		for _, op := range []string{"Conv", "MaxPool", "AveragePool"} {
			b := graph(1, 4, 4)
			n := b.node(op, "y", "x")
			if op == "Conv" {
				n.Input = append(n.Input, "k")
				b.floats("k", []int64{1, 1, 2, 2}, 1, 2, 3, 4)
			} else if c.name != "kernel_shape" {
				attr(n, "kernel_shape", []int64{2, 2})
			}
			attr(n, c.name, c.list)
			if _, err := sequential.Read(bytes.NewReader(b.bytes(t))); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s %v: %v, want %s", op, c.name, c.list, err, c.want)
			}
		}
	}
}

func TestRefuseImage(t *testing.T) {
	for _, c := range []struct {
		want string
		make func(b *builder)
	}{
		{"a kernel of shape [2 2 1 1] does not fit samples (None, 1, 4, 4) in 1 groups", func(b *builder) {
			b.floats("k", []int64{2, 2, 1, 1}, 1, 2, 3, 4)
			b.node("Conv", "y", "x", "k")
		}},
		{"in 0 groups", func(b *builder) {
			b.floats("k", []int64{1, 1, 1, 1}, 1)
			attr(b.node("Conv", "y", "x", "k"), "group", 0)
		}},
		{"kernel_shape: want that of the kernel", func(b *builder) {
			b.floats("k", []int64{1, 1, 1, 1}, 1)
			attr(b.node("Conv", "y", "x", "k"), "kernel_shape", []int64{1, 9})
		}},
		{"want a constant of floats as the kernel", func(b *builder) { b.node("Conv", "y", "x", "x") }},
		{"pads: want none, or those of padding same", func(b *builder) {
			n := b.node("MaxPool", "y", "x")
			attr(n, "kernel_shape", []int64{2, 2})
			attr(n, "pads", []int64{1, 1, 1, 1})
		}},
		{"auto_pad: want", func(b *builder) {
			n := b.node("MaxPool", "y", "x")
			attr(n, "kernel_shape", []int64{2, 2})
			attr(n, "auto_pad", "MUCH")
		}},
		{"scales: want whole numbers from 1 to 64", func(b *builder) {
			b.floats("s", []int64{4}, 1, 1, 1e30, 2)
			n := b.node("Resize", "y", "x", "", "s")
			attr(n, "coordinate_transformation_mode", "asymmetric")
			attr(n, "nearest_mode", "floor")
		}},
		{`mode "linear" with coordinates "align_corners"`, func(b *builder) {
			b.floats("s", []int64{4}, 1, 1, 2, 2)
			n := b.node("Resize", "y", "x", "", "s")
			attr(n, "mode", "linear")
			attr(n, "coordinate_transformation_mode", "align_corners")
		}},
		{"pads: want numbers from 0 to 4096", func(b *builder) {
			b.ints("p", 0, 0, 1<<40, 0, 0, 0, 0, 0)
			b.node("Pad", "y", "x", "p")
		}},
		{"want zeros, at the ends", func(b *builder) {
			b.ints("p", 0, 0, 1, 0, 0, 0, 0, 0)
			attr(b.node("Pad", "y", "x", "p"), "mode", "reflect")
		}},
		{"axes: want all but the first or the last", func(b *builder) {
			b.ints("a", 1, 3)
			b.node("ReduceMean", "y", "x", "a")
		}},
		{"want at most 268435456 values", func(b *builder) {
			attr(b.node("Transpose", "t0", "x"), "perm", []int64{0, 2, 3, 1})
			b.ints("p", 0, 4096, 4096, 0, 0, 4096, 4096, 0)
			b.node("Pad", "t1", "t0", "p")
			b.node("Pad", "t2", "t1", "p")
			b.node("Pad", "y", "t2", "p")
		}},
		{"perm: want each axis once", func(b *builder) {
			attr(b.node("Transpose", "y", "x"), "perm", []int64{0, 1, 1, 2})
		}},
		{"of a constant of shape [1 1]: want floats, and its axes in an order", func(b *builder) {
			b.floats("k", []int64{1, 1}, 1)
			attr(b.node("Transpose", "t", "k"), "perm", []int64{0, 1 << 40})
			b.node("Add", "y", "x", "t")
		}},
		{"want places of 1, have 7", func(b *builder) {
			b.floats("k", []int64{1, 1}, 1)
			b.ints("i", 7)
			b.node("Gather", "g", "k", "i")
			b.node("Add", "y", "x", "g")
		}},
		{"do not go together", func(b *builder) {
			b.floats("k", []int64{1, 1}, 1)
			b.floats("l", []int64{2, 2}, 1, 2, 3, 4)
			attr(b.node("Concat", "g", "k", "l"), "axis", 1)
			b.node("Add", "y", "x", "g")
		}},
	} {
		b := graph(1, 4, 4)
		c.make(b)
		if _, err := sequential.Read(bytes.NewReader(b.bytes(t))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

// built is a model of one layer, or of a Sequential.
func built(t *testing.T, text string, in ...int) *sequential.Model {
	t.Helper()
	spec, err := layer.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	m := sequential.New(spec)
	if err := m.BuildFor(in...); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestTransposes: between layers that have their channels first in ONNX nothing is
// moved, whatever activation stands there.
func TestTransposes(t *testing.T) {
	m := built(t, "Sequential([Conv2D(4, 3), BatchNormalization, ReLU, Dropout(0.1), MaxPooling2D, Activation(tanh), DepthwiseConv2D(2), Flatten, Dense(2)])", 9, 9, 2)
	file := (&trial{spec: "pictures", model: m}).save(t, filepath.Join(t.TempDir(), "m.onnx"))
	model := &onnxpb.ModelProto{}
	if err := proto.Unmarshal(file, model); err != nil {
		t.Fatal(err)
	}
	var ops []string
	for _, n := range model.Graph.Node {
		if op := n.GetOpType(); op != "Transpose" || n.Attribute[0].Ints[0] == 0 {
			ops = append(ops, op)
		}
	}
	if got := strings.Join(ops, " "); got != "Transpose Conv BatchNormalization Relu MaxPool Tanh Reshape Conv Transpose Flatten Gemm" {
		t.Error(got)
	}
}

// TestRefuseWrite: what has no form is said by name when it is saved.
func TestRefuseWrite(t *testing.T) {
	for _, c := range []struct {
		layers, want string
		in           []int
	}{
		{"Sequential([Embedding(4, 2, mask_zero=true), LSTM(2)])", `layer "sequential/lstm": LSTM: leaves out masked steps`, []int{3}},
		{"Sequential([Masking, GlobalAveragePooling1D])", "leaves out masked steps", []int{3, 2}},
		{"UpSampling2D(2, interpolation=lanczos3)", "interpolation lanczos3 is not one of ONNX", []int{3, 2, 1}},
		{"GRU(2, activation=gelu)", "activation gelu is not one that ONNX has within the op GRU", []int{3, 2}},
		{"SimpleRNN(2, activation=relu(max_value=2))", "is not one that ONNX has within the op RNN", []int{3, 2}},
		{"Bidirectional(LSTM(2), backward_layer=GRU(2, go_backwards=true))", "its two layers differ", []int{3, 2}},
		{"TimeDistributed(GRU(2, activation=gelu))", "activation gelu", []int{2, 3, 2}},
	} {
		err := built(t, c.layers, c.in...).Save(filepath.Join(t.TempDir(), "m.onnx"))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.layers, err, c.want)
		}
	}
}
