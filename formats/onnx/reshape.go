package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

var _ = importOp("Flatten", func(im *importer, n *node) error {
	if v, err := im.value(n.input(0)); err != nil || v.constant != nil {
		return n.fail("want a value that is made of the model's input")
	}
	if err := im.settle(n); err != nil {
		return err
	}
	axis := n.int("axis", 1)
	if axis < 0 {
		axis += len(im.shape) + 1
	}
	if axis != 1 {
		return n.fail("axis: want 1, have %d", axis)
	}
	return im.reshape(n, layer.Shape{im.shape.Size()})
})

// Reshape must leave samples apart.
var _ = importOp("Reshape", func(im *importer, n *node) error {
	data, err := im.value(n.input(0))
	if err != nil {
		return err
	}
	target, err := im.sizes(n, 1)
	if err != nil {
		return err
	}
	if data.constant != nil {
		return im.reshapeConstant(n, data.constant, target)
	}
	if data.sizes != nil && slices.Equal(target, []int64{-1}) {
		return im.set(n, value{sizes: data.sizes})
	}
	if data.order != "" && data.stage == im.stage {
		return im.joinDirections(n, data, target)
	}
	if err := im.settle(n); err != nil {
		return err
	}
	if im.positions != nil {
		return im.unfoldRows(n, target)
	}
	sample, ok := im.sampleOf(target, n.int("allowzero", 0) != 0)
	if !ok && im.foldRows(target) {
		return im.next(n)
	}
	if !ok {
		return n.fail("to %v: want the batch first and then the %d values of a sample, which is %v", showSizes(target), im.shape.Size(), im.shape)
	}
	return im.reshape(n, sample)
})

// sampleOf reads what a Reshape makes of a sample; false if it changes the batch.
func (im *importer) sampleOf(target []int64, zero bool) (sample layer.Shape, ok bool) {
	if len(target) == 0 || len(target) > maxAxes {
		return nil, false
	}
	first := target[0]
	if first != rows && first != -1 && (first != 0 || zero) && (im.batch == 0 || first != int64(im.batch)) {
		return nil, false
	}
	size, open, known := im.shape.Size(), -1, 1
	for i, d := range target[1:] {
		if d == 0 && !zero && i < len(im.shape) {
			d = int64(im.shape[i])
		}
		switch {
		case d == -1 && open < 0 && first != -1:
			open = i
		case d < 1 || d > int64(size/known):
			return nil, false
		default:
			known *= int(d)
		}
		sample = append(sample, int(d))
	}
	if open >= 0 && size%known == 0 {
		sample[open] = size / known
		known = size
	}
	return sample, known == size
}

func (im *importer) reshapeConstant(n *node, t *tensor, target []int64) error {
	dims, known, open := []int{}, 1, -1
	for i, d := range target {
		if d == 0 && i < len(t.dims) {
			d = int64(t.dims[i])
		}
		switch {
		case d == -1 && open < 0:
			open = i
		case d < 1 || d > int64(t.size()/known):
			return n.fail("a constant of shape %v does not fit %v", t.dims, showSizes(target))
		default:
			known *= int(d)
		}
		dims = append(dims, int(d))
	}
	if open >= 0 {
		dims[open] = t.size() / known
		known *= dims[open]
	}
	if known != t.size() {
		return n.fail("a constant of shape %v does not fit %v", t.dims, showSizes(target))
	}
	return im.set(n, value{constant: &tensor{dims: dims, floats: t.floats, ints: t.ints, texts: t.texts}})
}

// reshape gives samples another shape, unless they have it.
func (im *importer) reshape(n *node, sample layer.Shape) error {
	if err := im.straighten(n.where, len(sample) == 1); err != nil {
		return err
	}
	var err error
	switch {
	case slices.Equal(sample, im.shape):
	case len(sample) == 1:
		err = im.add(n.where, "Flatten", nil)
	default:
		list := call.List{}
		for _, d := range sample {
			list = append(list, call.Arg{Value: d})
		}
		err = im.add(n.where, "Reshape", []call.Arg{{Name: "target_shape", Value: list}})
	}
	if err != nil {
		return err
	}
	return im.next(n)
}

// straighten takes away what a Reshape makes needless: other Reshapes before it,
// Permutes that only move axes of 1, and, before vectors, keepdims.
func (im *importer) straighten(where string, vector bool) error {
	for l := im.last(); l != nil; l = im.last() {
		switch {
		case l.class == "Reshape" || l.class == "Flatten":
			im.pop()
		case l.order != nil && moves(l.in, l.order) < 2:
			im.pop()
		case vector && l.get("keepdims") == true:
			im.pop()
			return im.add(where, l.class, nil)
		default:
			return nil
		}
	}
	return nil
}

// moves is how many axes of more than 1 change their order, at least 1.
func moves(in layer.Shape, order []int) int {
	n, last := 1, 0
	for _, a := range order {
		if in[a-1] == 1 {
			continue
		}
		if a < last {
			n++
		}
		last = a
	}
	return n
}
