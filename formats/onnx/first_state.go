package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
)

// The first state of a recurrent op is zeros, in the size of the batch: all that is
// known of such a value is that it is 0.
var (
	_ = importOp("ConstantOfShape", func(im *importer, n *node) error {
		if p := n.attribute("value", onnxpb.AttributeProto_TENSOR).GetT(); p != nil {
			t, err := tensorOf(p)
			if err != nil {
				return err
			}
			if v, ok := t.number(); !ok || v != 0 {
				return n.fail("want zeros, the first state of a recurrent op")
			}
		}
		return im.set(n, value{zero: true})
	})
	_ = importOp("Expand", func(im *importer, n *node) error {
		t, err := im.constant(n, 0, "the zeros of a first state", false)
		if err != nil {
			return err
		}
		if !slices.Equal(t.floats, []float32{0}) {
			return n.fail("want zeros, the first state of a recurrent op")
		}
		return im.set(n, value{zero: true})
	})
)
