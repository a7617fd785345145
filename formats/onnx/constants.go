package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// Constant has its value as an attribute, in one of several forms.
var _ = importOp("Constant", func(im *importer, n *node) error {
	t := &tensor{}
	switch {
	case n.has("value"):
		p := n.attribute("value", onnxpb.AttributeProto_TENSOR).GetT()
		if p == nil {
			return n.fail("attribute value is empty")
		}
		var err error
		if t, err = tensorOf(p); err != nil {
			return err
		}
	case n.has("value_float"):
		t.floats = []float32{float32(n.float("value_float", 0))}
	case n.has("value_int"):
		t.ints = []int64{int64(n.int("value_int", 0))}
	case n.has("value_floats"):
		t.floats = n.floats("value_floats")
		t.dims = []int{len(t.floats)}
	case n.has("value_ints"):
		t.ints = n.ints("value_ints")
		t.dims = []int{len(t.ints)}
	default:
		return n.fail("want a value of floats or whole numbers")
	}
	return im.set(n, value{constant: t})
})

// fold computes an element-wise op of constants. Their shapes are the same, or go
// along the last axes of the largest.
func (im *importer) fold(n *node) error {
	f := elementwise[n.op()](n)
	var args []*tensor
	large := &tensor{floats: []float32{0}}
	for _, in := range n.Input {
		t := nothing
		if in != "" {
			t = im.values[in].constant.asFloats()
		}
		if t.floats == nil {
			return n.fail("want constants of numbers, have %s", quote(in))
		}
		if args = append(args, t); t.size() > large.size() || t.size() == large.size() && len(t.dims) > len(large.dims) {
			large = t
		}
	}
	if len(args) < max(arity[n.op()], 1) {
		return n.fail("want %d inputs, have %d", max(arity[n.op()], 1), len(args))
	}
	if err := im.spend(n.where, large.size()*len(args)); err != nil {
		return err
	}
	for _, t := range args {
		dims, ok := t.aligned(len(large.dims))
		for ok && len(dims) > 0 && dims[0] == 1 {
			dims = dims[1:]
		}
		if !ok || !slices.Equal(dims, large.dims[len(large.dims)-len(dims):]) {
			return n.fail("constants of shapes %v and %v do not go together here", t.dims, large.dims)
		}
	}
	out := &tensor{dims: large.dims, floats: make([]float32, len(large.floats))}
	x := make([]float64, len(args))
	for i := range out.floats {
		for k, t := range args {
			x[k] = float64(t.floats[i%len(t.floats)])
		}
		out.floats[i] = float32(f(x))
	}
	return im.set(n, value{constant: out})
}
