package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/layer"
)

// aside are the ops that may stand between a Reshape that makes every position a
// row of its own and the one that takes that back; element-wise ones may as well.
// They work on the last axis alone, so positions may be rows or not.
var aside = []string{"Cast", "Concat", "Constant", "Gather", "Gemm", "Identity", "LogSoftmax", "MatMul", "ReduceProd", "Reshape", "Shape", "Slice", "Softmax", "Squeeze", "Unsqueeze"}

// foldRows reads a Reshape to (−1, last), as Keras's exporter writes before the
// MatMul of a Dense on samples of several axes; false if n is none.
func (im *importer) foldRows(target []int64) bool {
	if im.positions != nil || len(im.shape) < 2 || !slices.Equal(target, []int64{-1, int64(im.shape.Last())}) {
		return false
	}
	im.positions, im.shape = im.shape[:len(im.shape)-1], layer.Shape{im.shape.Last()}
	return true
}

// unfoldRows reads the Reshape that takes it back.
func (im *importer) unfoldRows(n *node, target []int64) error {
	shape := append(slices.Clone(im.positions), im.shape.Last())
	im.shape, im.positions = shape, nil
	sample, ok := im.sampleOf(target, true) // 0 would be the number of rows, not of samples
	if !ok || !slices.Equal(sample, shape) {
		return n.fail("to %v: want the batch and then %v, which the Reshape before took apart", showSizes(target), []int(shape))
	}
	return im.next(n)
}
