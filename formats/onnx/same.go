package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

// same is for layers that change nothing at prediction, and for those whose work
// is their activation.
func same(_ *exporter, _ *layer.Node, x string) string { return x }

var (
	_ = exportLayer("Activation", same)
	_ = exportLayer("ActivityRegularization", same)
	_ = exportLayer("Dropout", same)
	_ = exportLayer("ELU", same)
	_ = exportLayer("GaussianNoise", same)
	_ = exportLayer("Identity", same)
	_ = exportLayer("InputLayer", same)
	_ = exportLayer("LeakyReLU", same)
	_ = exportLayer("ReLU", same)
	_ = exportLayer("SpatialDropout1D", same)
	_ = exportLayer("SpatialDropout2D", same)
)

var _ = importOp("Identity", pass)

// pass gives its output the value of its input.
func pass(im *importer, n *node) error {
	v, err := im.value(n.input(0))
	if err != nil {
		return err
	}
	return im.set(n, v)
}

// Cast must keep floats as they are, and lists of whole numbers. It may cut floats
// to whole numbers that name rows, and make floats of an input of whole numbers.
var _ = importOp("Cast", func(im *importer, n *node) error {
	v, err := im.value(n.input(0))
	if err != nil {
		return err
	}
	to := onnxpb.TensorProto_DataType(n.int("to", 0))
	floats, whole := to == onnxpb.TensorProto_FLOAT, slices.Contains(wholeTypes, to)
	switch {
	case floats && v.constant != nil && v.constant.texts == nil:
		v.constant = v.constant.asFloats()
	case floats && v.stage != nil:
		v.plain = v.given
	case whole && v.stage != nil && v.whole:
		v.plain = false
	case whole && v.stage != nil && v.order == "":
		v.whole, v.from = true, v.step
	case to == onnxpb.TensorProto_BOOL && v.stage != nil:
		return im.elementwise(n)
	case whole && v.stage == nil && (v.sizes != nil || v.constant != nil && v.constant.ints != nil):
	default:
		return n.fail("to: a cast to %v is not supported; export the model with float32", to)
	}
	return im.set(n, v)
})

// Dropout does nothing here, but tells its rate to a training that goes on.
var _ = importOp("Dropout", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	if v, err := im.value(n.input(2)); err != nil || v.constant != nil && v.constant.size() == 1 && v.constant.ints != nil && v.constant.ints[0] != 0 {
		return n.fail("is written for training; export the model for inference")
	}
	rate := n.float("ratio", 0.5)
	if n.input(1) != "" {
		ratio, err := im.constant(n, 1, "the rate", false)
		if err != nil {
			return err
		}
		v, ok := ratio.number()
		if !ok {
			return n.fail("want one number as rate, have shape %v", ratio.dims)
		}
		rate = v
	}
	err := im.beneath(n.where, func([]int) error {
		return im.add(n.where, "Dropout", []call.Arg{{Name: "rate", Value: exact(rate)}})
	})
	if err != nil {
		return err
	}
	return im.next(n)
})
