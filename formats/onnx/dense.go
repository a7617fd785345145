package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

var _ = exportLayer("Dense", func(e *exporter, n *layer.Node, x string) string {
	kernel, bias := e.weight(param(n, "kernel")), ""
	if p := param(n, "bias"); p != nil {
		bias = e.weight(p)
	}
	switch {
	case len(n.In) == 1 && bias != "":
		return e.op("Gemm", x, kernel, bias)
	case bias == "":
		return e.op("MatMul", x, kernel)
	}
	return e.op("Add", e.op("MatMul", x, kernel), bias)
})

// Gemm is alpha·x·W + beta·c, of samples of one axis.
var _ = importOp("Gemm", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	kernel, err := im.matrix(n)
	if err != nil {
		return err
	}
	bias, err := im.constant(n, 2, "the bias", true)
	switch {
	case err != nil:
		return err
	case n.int("transA", 0) != 0:
		return n.fail("transA: want 0, have %d", n.int("transA", 0))
	case len(im.shape) != 1:
		return n.fail("want samples of one axis, have %v", im.shape)
	}
	if err := im.spend(n.where, 2*kernel.size()); err != nil {
		return err
	}
	if n.int("transB", 0) != 0 {
		kernel = kernel.transposed()
	}
	kernel = kernel.scaled(n.float("alpha", 1))
	if bias != nil {
		if bias, err = bias.scaled(n.float("beta", 1)).row(kernel.dims[1], n); err != nil {
			return err
		}
	}
	return im.dense(n, kernel, bias)
})

// MatMul works on the last axis of samples; an Add after it becomes its bias.
var _ = importOp("MatMul", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	kernel, err := im.matrix(n)
	if err != nil {
		return err
	}
	return im.dense(n, kernel, nil)
})

// matrix is input 1, a constant of two axes.
func (im *importer) matrix(n *node) (*tensor, error) {
	t, err := im.constant(n, 1, "the weights", false)
	if err == nil && len(t.dims) != 2 {
		err = n.fail("want weights of two axes, have shape %v", t.dims)
	}
	return t, err
}

func (im *importer) dense(n *node, kernel, bias *tensor) error {
	in, units := kernel.dims[0], kernel.dims[1]
	if len(im.shape) == 0 || im.shape.Last() != in || units == 0 {
		return n.fail("weights of shape %v do not fit samples %v", kernel.dims, im.shape)
	}
	kernel, err := im.untwisted(n.where, kernel)
	if err != nil {
		return err
	}
	args := []call.Arg{{Name: "units", Value: units}}
	weights := [][]float32{kernel.floats}
	if bias != nil {
		weights = append(weights, bias.floats)
	} else {
		args = append(args, call.Arg{Name: "use_bias", Value: false})
	}
	if err := im.add(n.where, "Dense", args, weights...); err != nil {
		return err
	}
	return im.next(n)
}

// scaled is t times a number.
func (t *tensor) scaled(by float64) *tensor {
	if by == 1 {
		return t
	}
	out := &tensor{dims: t.dims, floats: slices.Clone(t.floats)}
	for i := range out.floats {
		out.floats[i] *= float32(by)
	}
	return out
}

// row is t as one value for each of size units.
func (t *tensor) row(size int, n *node) (*tensor, error) {
	dims, ok := t.aligned(1)
	switch {
	case ok && dims[0] == size:
		return &tensor{dims: dims, floats: t.floats}, nil
	case ok && dims[0] == 1:
		return &tensor{dims: []int{size}, floats: slices.Repeat(t.floats, size)}, nil
	}
	return nil, n.fail("want a bias of %d values, have shape %v", size, t.dims)
}
