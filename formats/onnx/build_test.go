package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"google.golang.org/protobuf/proto"
)

// builder makes small graphs: input "x" of samples of the given shape.
type builder struct{ *onnxpb.ModelProto }

func graph(sample ...int64) *builder {
	shape := &onnxpb.TensorShapeProto{Dim: []*onnxpb.TensorShapeProto_Dimension{{Value: &onnxpb.TensorShapeProto_Dimension_DimParam{DimParam: "N"}}}}
	for _, d := range sample {
		shape.Dim = append(shape.Dim, &onnxpb.TensorShapeProto_Dimension{Value: &onnxpb.TensorShapeProto_Dimension_DimValue{DimValue: d}})
	}
	floats := &onnxpb.TypeProto{Value: &onnxpb.TypeProto_TensorType{TensorType: &onnxpb.TypeProto_Tensor{ElemType: proto.Int32(1), Shape: shape}}}
	return &builder{&onnxpb.ModelProto{
		IrVersion: proto.Int64(8), OpsetImport: []*onnxpb.OperatorSetIdProto{{Version: proto.Int64(18)}},
		Graph: &onnxpb.GraphProto{
			Name:   proto.String("g"),
			Input:  []*onnxpb.ValueInfoProto{{Name: proto.String("x"), Type: floats}},
			Output: []*onnxpb.ValueInfoProto{{Name: proto.String("y"), Type: floats}},
		},
	}}
}

// node adds a node, named like its output.
func (b *builder) node(op, out string, in ...string) *onnxpb.NodeProto {
	n := &onnxpb.NodeProto{OpType: &op, Name: &out, Input: in, Output: []string{out}}
	b.Graph.Node = append(b.Graph.Node, n)
	return n
}

// attr adds an attribute: an int, a float64, a text, whole numbers, a tensor.
func attr(n *onnxpb.NodeProto, name string, v any) {
	a := &onnxpb.AttributeProto{Name: &name}
	switch v := v.(type) {
	case int:
		a.I, a.Type = proto.Int64(int64(v)), onnxpb.AttributeProto_INT.Enum()
	case float64:
		a.F, a.Type = proto.Float32(float32(v)), onnxpb.AttributeProto_FLOAT.Enum()
	case string:
		a.S, a.Type = []byte(v), onnxpb.AttributeProto_STRING.Enum()
	case []int64:
		a.Ints, a.Type = v, onnxpb.AttributeProto_INTS.Enum()
	case []float32:
		a.Floats, a.Type = v, onnxpb.AttributeProto_FLOATS.Enum()
	case *onnxpb.GraphProto:
		a.G, a.Type = v, onnxpb.AttributeProto_GRAPH.Enum()
	}
	n.Attribute = append(n.Attribute, a)
}

// floats adds an initializer.
func (b *builder) floats(name string, dims []int64, data ...float32) *onnxpb.TensorProto {
	var raw []byte
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	t := &onnxpb.TensorProto{Name: &name, Dims: dims, DataType: proto.Int32(1), RawData: raw}
	b.Graph.Initializer = append(b.Graph.Initializer, t)
	return t
}

// ints adds an initializer of whole numbers, a list.
func (b *builder) ints(name string, data ...int64) {
	b.Graph.Initializer = append(b.Graph.Initializer, &onnxpb.TensorProto{Name: &name, Dims: []int64{int64(len(data))}, DataType: proto.Int32(7), Int64Data: data})
}

func (b *builder) bytes(t testing.TB) []byte {
	data, err := proto.Marshal(b.ModelProto)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
