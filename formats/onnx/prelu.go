package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

var _ = exportLayer("PReLU", func(e *exporter, n *layer.Node, x string) string {
	return e.op("PRelu", x, e.weight(param(n, "alpha")))
})

// PRelu has a slope for each value of a sample, or one along some axes.
var _ = importOp("PRelu", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	slope, err := im.constant(n, 1, "the slopes", false)
	if err != nil {
		return err
	}
	dims, ok := slope.aligned(len(im.shape))
	if !ok {
		return n.fail("slopes of shape %v do not fit samples %v", slope.dims, im.shape)
	}
	shared := call.List{}
	for i, d := range dims {
		if d == 1 && im.shape[i] != 1 {
			shared = append(shared, call.Arg{Value: i + 1})
		}
	}
	var args []call.Arg
	if len(shared) > 0 {
		args = []call.Arg{{Name: "shared_axes", Value: shared}}
	}
	if !slices.Equal(dims, sharedShape(im.shape, dims)) {
		return n.fail("slopes of shape %v do not fit samples %v", slope.dims, im.shape)
	}
	if err := im.add(n.where, "PReLU", args, slope.floats); err != nil {
		return err
	}
	return im.next(n)
})

// sharedShape is shape, with the ones that dims has.
func sharedShape(shape layer.Shape, dims []int) []int {
	want := slices.Clone(shape)
	for i, d := range dims {
		if d == 1 {
			want[i] = 1
		}
	}
	return want
}
