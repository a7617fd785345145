package onnx

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// needed are the nodes that the output depends on, in their order. It also finds
// the one input.
func (im *importer) needed(nodes []*node, output string) (list []*node, err error) {
	im.used = map[string]int{output: 1}
	for _, n := range slices.Backward(nodes) {
		if !slices.ContainsFunc(n.Output, func(out string) bool { return out != "" && im.used[out] > 0 }) {
			continue
		}
		list = append(list, n)
		for _, in := range n.Input {
			im.used[in]++
		}
	}
	slices.Reverse(list)
	var inputs []*onnxpb.ValueInfoProto
	for _, v := range im.graph.Input {
		if im.tensors[v.GetName()] == nil && im.used[v.GetName()] > 0 {
			inputs = append(inputs, v)
		}
	}
	switch len(inputs) {
	case 0:
		return nil, fail("output "+quote(output), "", "it does not depend on an input of the model")
	case 1:
		return list, im.takeInput(inputs[0])
	}
	return nil, bad("GraphProto.input", "want one input, have %d: %s and %s", len(inputs), quote(inputs[0].GetName()), quote(inputs[1].GetName()))
}

// wholeTypes are the types of whole numbers that rows of a table can be named by.
var wholeTypes = []onnxpb.TensorProto_DataType{onnxpb.TensorProto_INT64, onnxpb.TensorProto_INT32}

// maxAxes bounds the axes of an array.
const maxAxes = 16

// takeInput reads the shape of a sample.
func (im *importer) takeInput(v *onnxpb.ValueInfoProto) error {
	where := "input " + quote(v.GetName())
	t := v.GetType().GetTensorType()
	kind := onnxpb.TensorProto_DataType(t.GetElemType())
	ids := slices.Contains(wholeTypes, kind)
	if t == nil || kind != onnxpb.TensorProto_FLOAT && !ids {
		return fail(where, "", "want a tensor of float32, or of int64 or int32, have %v; export the model with a float32 input", kind)
	}
	if len(t.GetShape().GetDim()) == 0 {
		return fail(where, "", "its shape is not known; export the model with the shape of a batch of samples")
	}
	if n := len(t.Shape.Dim); n > maxAxes {
		return fail(where, "", "want at most %d axes, have %d", maxAxes, n)
	}
	size := int64(1)
	for i, d := range t.Shape.Dim {
		if i == 0 {
			im.batch = int(min(max(d.GetDimValue(), 0), math.MaxInt32))
			continue
		}
		if v := d.GetDimValue(); v < 1 || v > math.MaxInt32/size {
			return fail(where, "", "axis %d: want a known size, have %d %s; export the model with it", i, v, quote(d.GetDimParam()))
		}
		size *= d.GetDimValue()
		im.input = append(im.input, int(d.GetDimValue()))
	}
	if im.input == nil {
		im.input = []int{}
	}
	im.shape = slices.Clone(im.input)
	im.values[v.GetName()] = value{stage: im.stage, whole: ids, given: ids}
	if ids {
		im.notes = append(im.notes, fmt.Sprintf("the input is of %v in the file; here it is of float32, with whole numbers in it", kind))
	}
	return nil
}

// names takes names of classes and features from the metadata, and keeps those
// that fit.
func (im *importer) names(m *onnxpb.ModelProto) {
	for _, p := range m.MetadataProps {
		var list []string
		if k := p.GetKey(); k != keyClasses && k != keyFeatures || json.Unmarshal([]byte(p.GetValue()), &list) != nil {
			continue // another program's own
		}
		if p.GetKey() == keyClasses {
			im.classes = list
		} else {
			im.features = list
		}
	}
	if n := im.shape.Last(); len(im.classes) != n && (n != 1 || len(im.classes) != 2) {
		im.classes = nil
	}
	if len(im.features) != im.input.Size() {
		im.features = nil
	}
}
