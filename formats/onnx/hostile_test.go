package onnx_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/hostile"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/sequential"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
)

func TestMain(m *testing.M) {
	hostile.Main(m, func(path string) error {
		_, err := sequential.Load(path)
		return err
	})
}

// good is a graph with a Dense, whose weights are the last initializer.
func good() *builder {
	b := graph(2)
	b.floats("w", []int64{2, 1}, 1, 2)
	b.node("MatMul", "y", "x", "w")
	return b
}

// external is a file whose weights are said to be elsewhere.
func external(path, offset string) func() []byte {
	return with(func(b *builder) {
		w := b.Graph.Initializer[0]
		w.RawData, w.DataLocation = nil, onnxpb.TensorProto_EXTERNAL.Enum()
		for k, v := range map[string]string{"location": path, "offset": offset} {
			w.ExternalData = append(w.ExternalData, &onnxpb.StringStringEntryProto{Key: &k, Value: &v})
		}
	})
}

// with is the good file with a change.
func with(change func(b *builder)) func() []byte {
	return func() []byte {
		b := good()
		change(b)
		return must(proto.Marshal(b.ModelProto))
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// head are the first bytes of a model: its version.
var head = []byte{0x08, 8}

// after is the head with bytes that no encoder writes.
func after(more ...byte) func() []byte {
	return func() []byte { return append(bytes.Clone(head), more...) }
}

// nested is a graph in an attribute of a node of a graph, and so on, n messages
// deep.
func nested(n int) []byte {
	path := []protowire.Number{1, 5, 6} // GraphProto.node, NodeProto.attribute, AttributeProto.g
	sizes := make([]int, n+1)           // of the message at each depth
	for i := n - 1; i >= 0; i-- {
		sizes[i] = 1 + protowire.SizeBytes(sizes[i+1])
	}
	b := protowire.AppendVarint(protowire.AppendTag(bytes.Clone(head), 7, protowire.BytesType), uint64(sizes[0]))
	for i := range n {
		b = protowire.AppendVarint(protowire.AppendTag(b, path[i%3], protowire.BytesType), uint64(sizes[i+1]))
	}
	return b
}

// cyclic has two functions that call each other.
func cyclic(b *builder) {
	for _, names := range [][2]string{{"f", "g"}, {"g", "f"}} {
		call := &onnxpb.NodeProto{OpType: &names[1], Domain: proto.String("own"), Input: []string{"x"}, Output: []string{"y"}}
		b.Functions = append(b.Functions, &onnxpb.FunctionProto{Name: &names[0], Domain: proto.String("own"), Node: []*onnxpb.NodeProto{call}})
	}
}

// described has a description of layers that are not in the graph.
func described(layers ...string) func() []byte {
	return with(func(b *builder) {
		text, err := json.Marshal(&snapshot.Snapshot{Version: 1, Input: []int{2}, Layers: layers})
		if err != nil {
			panic(err)
		}
		b.MetadataProps = append(b.MetadataProps, &onnxpb.StringStringEntryProto{Key: proto.String("layercake"), Value: proto.String(string(text))})
	})
}

// chainOf repeats an op on the value before; the graph has no weights.
func chainOf(n int, op func(b *builder, i int, in, out string)) func() []byte {
	return func() []byte {
		b := graph(2)
		in := "x"
		for i := range n {
			out := fmt.Sprint("v", i)
			if i == n-1 {
				out = "y"
			}
			op(b, i, in, out)
			in = out
		}
		return must(proto.Marshal(b.ModelProto))
	}
}

func TestHostile(t *testing.T) {
	cases := []hostile.Case{
		{Number: 64, Name: "pictures padded again and again", Make: pictures(func(b *builder, i int, in, out string) {
			if i == 0 {
				b.ints("p", 0, 0, 4096, 4096, 0, 0, 4096, 4096)
			}
			b.node("Pad", out, in, "p")
		}), Want: "want at most 268435456 values"},
		{Number: 64, Name: "pictures made larger again and again", Make: pictures(func(b *builder, i int, in, out string) {
			if i == 0 {
				b.floats("s", []int64{4}, 1, 1, 64, 64)
			}
			b.node("Resize", out, in, "", "s")
		}), Want: "at most 16384 rows and columns"},
		{Number: 64, Name: "a window spread to 2^40", Make: pictures(func(b *builder, i int, in, out string) {
			n := b.node("MaxPool", out, in)
			attr(n, "kernel_shape", []int64{1 << 20, 1 << 20})
			attr(n, "dilations", []int64{1 << 20, 1 << 20})
		}), Want: "is larger than its"},
		{Number: 62, Name: "external data ../", Make: external("../"+hostile.Canary, "0"), Want: "another file, which is not opened"},
		{Number: 62, Name: "external data beside it", Make: external(hostile.Canary, "0"), Want: "another file, which is not opened"},
		{Number: 62, Name: "external data a/../../b", Make: external("a/../../"+hostile.Canary, "0"), Want: "another file, which is not opened"},
		{Number: 62, Name: "external data absolute", Make: external("/etc/passwd", "0"), Want: "another file, which is not opened"},
		{Number: 62, Name: "external data at 2^63", Make: external(hostile.Canary, "9223372036854775808"), Want: "another file, which is not opened"},
		{Number: 63, Name: "functions in a cycle", Make: with(cyclic), Want: `functions such as "f"`},
		{Number: 63, Name: "subgraphs within each other", Make: func() []byte { return nested(100000) }, Want: "messages within each other"},
		{Number: 63, Name: "a subgraph", Make: with(func(b *builder) { attr(b.Graph.Node[0], "body", &onnxpb.GraphProto{}) }), Want: "graphs within nodes"},
		{Number: 64, Name: "a number of 11 bytes", Make: after(0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01), Want: "ModelProto"},
		{Number: 64, Name: "a length past the end", Make: after(0x3a, 0xff, 0xff, 0xff, 0x7f), Want: "graph"},
		{Number: 64, Name: "a length of 2^63", Make: after(0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f), Want: "graph"},
		{Number: 64, Name: "groups", Make: after(0x3b, 0x3c), Want: "groups"},
		{Number: 64, Name: "raw_data of half a value", Make: with(func(b *builder) { b.Graph.Initializer[0].RawData = make([]byte, 7) }), Want: `"w": raw_data: want whole values`},
		{Number: 64, Name: "raw_data of too few values", Make: with(func(b *builder) { b.Graph.Initializer[0].RawData = make([]byte, 4) }), Want: "dims [2 1] make 2 values, its data has 1"},
		{Name: "dims whose product overflows", Make: with(func(b *builder) { b.Graph.Initializer[0].Dims = []int64{1 << 31, 1 << 31, 4} }), Want: "dims: want sizes"},
		{Name: "dims below 0", Make: with(func(b *builder) { b.Graph.Initializer[0].Dims = []int64{-2, -1} }), Want: "dims: want sizes"},
		{Name: "dims of a terabyte", Make: with(func(b *builder) { b.Graph.Initializer[0].Dims = []int64{1 << 20, 1 << 10} }), Want: "its data has 2"},
		{Name: "two kinds of data", Make: with(func(b *builder) { b.Graph.Initializer[0].FloatData = []float32{1, 2} }), Want: "other data as well"},
		{Name: "a million empty nodes", Make: func() []byte { return entries(1, 1000000) }, Want: "more than 65536 messages"},
		{Name: "as many empty nodes as there may be", Make: func() []byte { return entries(1, 65000) }, Want: "opset_import"},
		{Name: "as many empty tensors as there may be", Make: func() []byte { return entries(5, 65000) }, Want: "opset_import"},
		{Name: "numbers of one byte", Make: with(func(b *builder) {
			b.Graph.Initializer = append(b.Graph.Initializer, &onnxpb.TensorProto{Name: proto.String("many"), Int64Data: make([]int64, 8<<20)})
		}), Want: "more than 1048576 numbers"},
		{Name: "a name of a megabyte", Make: with(func(b *builder) { b.node(string(bytes.Repeat([]byte("n"), 1<<20)), "z", "q") }), Want: `nothing makes its input "q"`},
		{Name: "a sample of 2^30 values for a scaler", Make: chainScaler, Want: "more values than the file has"},
		{Name: "a sample of 2^40 values", Make: with(func(b *builder) { b.Graph.Input = graph(1<<20, 1<<20).Graph.Input }), Want: "want a known size"},
		{Name: "one kernel used 4,000 times", Make: shared, Want: "more values than the file has"},
		{Name: "one constant added to itself 4,000 times", Make: folded, Want: "more values than the file has"},
		{Name: "20,000 activations", Make: chainOf(20000, func(b *builder, _ int, in, out string) { b.node("Tanh", out, in) }), Want: "more than"},
		{Name: "activations and layers in turn", Make: chainOf(6000, func(b *builder, i int, in, out string) {
			if op := "Tanh"; i%60 > 0 {
				b.node(op, out, in)
			} else {
				attr(b.node("Dropout", out, in), "ratio", 0.5)
			}
		}), Want: "functions are no activation"},
		{Name: "values doubled 60 times, of each 2^60 ways", Make: chainOf(60, func(b *builder, _ int, in, out string) { b.node("Mul", out, in, in) }), Want: "no activation"},
		{Name: "a description of a huge layer", Make: described("Dense(2000000000)"), Want: "too big"},
		{Name: "a description of another graph", Make: described("Dense(1000)"), Accept: true},
		{Name: "a description of an unknown layer", Make: described("Lambda(1)"), Want: `unknown layer "Lambda"`},
		{Name: "a description of nested calls", Make: described(string(bytes.Repeat([]byte("Sequential(["), 4000))), Want: "layer 1 of 1"},
	}
	file := with(func(*builder) {})()
	for cut := 1; cut < len(file); cut += 7 {
		cases = append(cases, hostile.Case{Name: fmt.Sprintf("cut after %d bytes", cut), Make: func() []byte { return file[:cut] }, Want: "bytes left"})
	}
	hostile.Run(t, file, ".onnx", cases)
}

// entries is a graph with n empty messages.
func entries(field protowire.Number, n int) []byte {
	one := append(protowire.AppendTag(nil, field, protowire.BytesType), 0)
	return append(bytes.Clone(head), append(protowire.AppendTag(nil, 7, protowire.BytesType), protowire.AppendBytes(nil, bytes.Repeat(one, n))...)...)
}

func chainScaler() []byte {
	b := graph(1 << 30)
	b.OpsetImport = append(b.OpsetImport, &onnxpb.OperatorSetIdProto{Domain: proto.String("ai.onnx.ml"), Version: proto.Int64(1)})
	n := b.node("Scaler", "y", "x")
	n.Domain = proto.String("ai.onnx.ml")
	attr(n, "offset", []float32{0})
	attr(n, "scale", []float32{1})
	return must(proto.Marshal(b.ModelProto))
}

func shared() []byte {
	const n = 256
	return chainOf(4000, func(b *builder, i int, in, out string) {
		if i == 0 {
			b.Graph.Input[0].Type.GetTensorType().Shape.Dim[1] = &onnxpb.TensorShapeProto_Dimension{Value: &onnxpb.TensorShapeProto_Dimension_DimValue{DimValue: n}}
			b.floats("w", []int64{n, n}, make([]float32, n*n)...)
		}
		attr(b.node("Gemm", out, in, "w"), "transB", 1)
	})()
}

func folded() []byte {
	b := graph(2)
	b.floats("c0", []int64{1 << 17}, make([]float32, 1<<17)...)
	for i := range 4000 {
		b.node("Add", fmt.Sprint("c", i+1), fmt.Sprint("c", i), "c0")
	}
	b.node("Add", "y", "x", "c4000")
	return must(proto.Marshal(b.ModelProto))
}

// pictures repeats an op on pictures of one channel.
func pictures(op func(b *builder, i int, in, out string)) func() []byte {
	return func() []byte {
		b := graph(1, 2, 2)
		in := "x"
		for i := range 8 {
			out := fmt.Sprint("v", i)
			op(b, i, in, out)
			in = out
		}
		b.node("Identity", "y", in)
		return must(proto.Marshal(b.ModelProto))
	}
}
