package onnx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/sequential"
	"google.golang.org/protobuf/proto"
)

// TestRecordedLayers: what the recorded graphs with inputs of whole numbers, and
// with sums that are biases, are read as.
func TestRecordedLayers(t *testing.T) {
	for file, want := range map[string]string{
		"keras_embedding_float32":     "Embedding(11, 4) GlobalAveragePooling1D Dense(3, softmax, use_bias=false)",
		"keras_embedding_int32":       "Embedding(11, 4) GlobalAveragePooling1D Dense(3, softmax, use_bias=false)",
		"torch_torchscript_embedding": "Embedding(11, 4) Flatten Dense(3)",
		"plain_ids_clip":              "Embedding(6, 3)",
		"plain_ids_int64":             "Embedding(6, 3)",
		"plain_int32_cast":            "Rescaling(0.25) Dense(2)",
		"plain_conv_bias":             "Permute([2, 3, 1]) Conv2D(4, [3, 3], relu, padding=same) DepthwiseConv2D([2, 2]) Flatten Dense(3)",
	} {
		m, err := sequential.Load("testdata/" + file + ".onnx")
		if err != nil {
			t.Error(err)
			continue
		}
		if got := strings.Join(layersOf(m), " "); got != want {
			t.Errorf("%s: %s\nwant %s", file, got, want)
		}
	}
}

// ids is a graph whose input is of whole numbers, up to a table of 4 rows.
func ids(sample ...int64) *builder {
	b := graph(sample...)
	in := proto.Clone(b.Graph.Input[0]).(*onnxpb.ValueInfoProto)
	in.Type.GetTensorType().ElemType = proto.Int32(int32(onnxpb.TensorProto_INT64))
	b.Graph.Input[0] = in
	b.floats("table", []int64{4, 1}, 0, 10, 20, 30)
	return b
}

func TestWholeInput(t *testing.T) {
	m, err := sequential.Load("testdata/plain_ids_int64.onnx")
	if err != nil {
		t.Fatal(err)
	}
	if want := "the input is of INT64 in the file; here it is of float32, with whole numbers in it"; !slices.Contains(m.Notes(), want) {
		t.Errorf("notes %q, want %q", m.Notes(), want)
	}
	for _, c := range []struct {
		name, want string
		make       func(b *builder)
	}{
		{"of a table's other rows", `"y": Gather: what is done to the whole numbers changes which of the 4 rows they name`, func(b *builder) {
			b.ints("one", 1)
			b.node("Add", "a", "x", "one")
			b.node("Gather", "y", "table", "a")
		}},
		{"divided", `its input "x" is of whole numbers`, func(b *builder) {
			b.ints("one", 1)
			b.node("Div", "a", "x", "one")
			b.node("Gather", "y", "table", "a")
		}},
		{"as they are", `"x" is of whole numbers`, func(b *builder) {
			b.floats("w", []int64{2, 1}, 1, 2)
			b.node("MatMul", "y", "x", "w")
		}},
		{"cut, and floats again", `"f" is of whole numbers`, func(b *builder) {
			attr(b.node("Cast", "g", "x"), "to", 1)
			b.floats("half", nil, 2)
			b.node("Div", "h", "g", "half")
			attr(b.node("Cast", "i", "h"), "to", 7)
			attr(b.node("Cast", "f", "i"), "to", 1)
			b.floats("w", []int64{2, 1}, 1, 2)
			b.node("MatMul", "y", "f", "w")
		}},
	} {
		b := ids(2)
		c.make(b)
		if _, err := sequential.Read(bytes.NewReader(b.bytes(t))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestNoBias: a sum that is not all that is done to the values of the layer before
// is no bias of it.
func TestNoBias(t *testing.T) {
	b := graph(2)
	b.floats("w", []int64{2, 1}, 1, 2)
	b.floats("three", []int64{1}, 3)
	b.floats("zero", nil, 0)
	b.floats("six", nil, 6)
	b.node("MatMul", "m", "x", "w")
	b.node("Add", "a", "m", "three")
	b.node("Clip", "c", "a", "zero", "six")
	b.node("Mul", "p", "m", "c")
	b.node("Div", "y", "p", "six")
	m, err := sequential.Read(bytes.NewReader(b.bytes(t)))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(layersOf(m), " "); got != "Dense(1, hard_silu, use_bias=false)" {
		t.Error(got)
	}
}
