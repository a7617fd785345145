package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"google.golang.org/protobuf/proto"
)

// exporter is a graph in the making.
type exporter struct {
	graph   *onnxpb.GraphProto
	weights map[string]snapshot.Array
	given   map[string]bool // weights that the graph has
	taken   map[string]bool // names of values and nodes
	at      string          // the layer whose nodes come
	errs    []error         // weights that cannot be had
}

// unique is name, or name_1 and so on where that is taken.
func (e *exporter) unique(name string) string {
	free := name
	for i := 1; e.taken[free]; i++ {
		free = fmt.Sprintf("%s_%d", name, i)
	}
	e.taken[free] = true
	return free
}

// op adds a node with one output, whose name it returns.
func (e *exporter) op(op string, inputs ...string) string { return e.opWith(op, inputs) }

// opWith is op with attributes.
func (e *exporter) opWith(op string, inputs []string, attrs ...*onnxpb.AttributeProto) string {
	return e.opMany(op, 1, inputs, attrs...)[0]
}

// opMany is opWith for several outputs.
func (e *exporter) opMany(op string, outputs int, inputs []string, attrs ...*onnxpb.AttributeProto) []string {
	name := e.unique(e.at + "/" + op)
	n := &onnxpb.NodeProto{OpType: &op, Name: &name, Input: inputs, Output: []string{name}, Attribute: attrs}
	for range outputs - 1 {
		n.Output = append(n.Output, e.unique(name+"_output"))
	}
	e.graph.Node = append(e.graph.Node, n)
	return n.Output
}

// weight adds the weights of p, if it is not nil, under their own name.
func (e *exporter) weight(p *layer.Param) string {
	path := p.Path()
	if !e.given[path] {
		e.given[path] = true
		w, data := e.weights[path], make([]float32, p.Shape.Size())
		if err := w.Into(data); err != nil {
			e.errs = append(e.errs, &Error{Where: fmt.Sprintf("layer %q", p.Node.Path()), Err: err})
		}
		e.initializer(path, p.Shape, data)
	}
	return path
}

// weightOr is weight, or a constant where the layer has none of that name.
func (e *exporter) weightOr(n *layer.Node, name string, shape []int, v float32) string {
	if p := param(n, name); p != nil {
		return e.weight(p)
	}
	return e.floats(shape, slices.Repeat([]float32{v}, layer.Shape(shape).Size())...)
}

// param is the declared array of that name; nil if the layer has none.
func param(n *layer.Node, name string) *layer.Param {
	for _, p := range n.Params {
		if p.Name == name {
			return p
		}
	}
	return nil
}

func (e *exporter) initializer(name string, shape []int, data []float32) {
	raw := make([]byte, 0, 4*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	e.graph.Initializer = append(e.graph.Initializer, &onnxpb.TensorProto{
		Name: &name, Dims: wide(shape), DataType: proto.Int32(int32(onnxpb.TensorProto_FLOAT)), RawData: raw,
	})
}

// floats adds a constant.
func (e *exporter) floats(shape []int, data ...float32) string {
	name := e.unique(e.at + "/constant")
	e.initializer(name, shape, data)
	return name
}

// scalar adds a constant of one number.
func (e *exporter) scalar(v float64) string { return e.floats(nil, float32(v)) }

// ints adds a constant list of whole numbers: a shape, axes.
func (e *exporter) ints(list ...int) string {
	name := e.unique(e.at + "/constant")
	var raw []byte
	for _, v := range list {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	e.graph.Initializer = append(e.graph.Initializer, &onnxpb.TensorProto{
		Name: &name, Dims: []int64{int64(len(list))}, DataType: proto.Int32(int32(onnxpb.TensorProto_INT64)), RawData: raw,
	})
	return name
}

// valueInfo is a float tensor (batch, …).
func valueInfo(name string, sample layer.Shape) *onnxpb.ValueInfoProto {
	shape := &onnxpb.TensorShapeProto{Dim: []*onnxpb.TensorShapeProto_Dimension{{Value: &onnxpb.TensorShapeProto_Dimension_DimParam{DimParam: "batch"}}}}
	for _, d := range sample {
		shape.Dim = append(shape.Dim, &onnxpb.TensorShapeProto_Dimension{Value: &onnxpb.TensorShapeProto_Dimension_DimValue{DimValue: int64(d)}})
	}
	tensor := &onnxpb.TypeProto_Tensor{ElemType: proto.Int32(int32(onnxpb.TensorProto_FLOAT)), Shape: shape}
	return &onnxpb.ValueInfoProto{Name: &name, Type: &onnxpb.TypeProto{Value: &onnxpb.TypeProto_TensorType{TensorType: tensor}}}
}
