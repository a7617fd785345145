package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// ONNX has the vectors at the end of the shape.
var _ = exportLayer("LayerNormalization", func(e *exporter, n *layer.Node, x string) string {
	s := n.Spec.(*layers.LayerNormalizationSpec)
	axes := sampleAxes(s.Axis, n.In)
	var size []int
	for _, a := range axes {
		size = append(size, n.In[a-1])
	}
	order, back := toEnd(axes, n.In)
	moved := !slices.IsSorted(order)
	if moved {
		x = e.transpose(x, order)
	}
	inputs := []string{x, e.weightOr(n, "gamma", size, 1)}
	if p := param(n, "beta"); p != nil {
		inputs = append(inputs, e.weight(p))
	}
	x = e.opWith("LayerNormalization", inputs, attr("axis", -len(axes)), attr("epsilon", s.Epsilon))
	if moved {
		x = e.transpose(x, back)
	}
	return x
})

// LayerNormalization works on all axes from one on.
var _ = importOp("LayerNormalization", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	scale, err := im.constant(n, 1, "the scale", false)
	if err != nil {
		return err
	}
	offset, err := im.constant(n, 2, "the offset", true)
	if err != nil {
		return err
	}
	axis := n.int("axis", -1)
	if axis < 0 {
		axis += len(im.shape) + 1
	}
	if axis < 1 || axis > len(im.shape) {
		return n.fail("axis: want one of a sample %v, have %d", im.shape, n.int("axis", -1))
	}
	if !slices.Equal(scale.dims, im.shape[axis-1:]) {
		return n.fail("want a scale of shape %v, have %v", []int(im.shape[axis-1:]), scale.dims)
	}
	list := call.List{}
	for _, a := range upTo(axis, len(im.shape)+1) {
		list = append(list, call.Arg{Value: a})
	}
	args := []call.Arg{{Name: "axis", Value: list}, {Name: "epsilon", Value: exact(n.float("epsilon", 1e-5))}, {Name: "center", Value: offset != nil}}
	weights := [][]float32{scale.floats} // gamma stands before beta
	if offset != nil {
		weights = append(weights, offset.floats)
	}
	if err := im.add(n.where, "LayerNormalization", args, weights...); err != nil {
		return err
	}
	return im.next(n)
})
