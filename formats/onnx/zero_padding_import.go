package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

// zeros puts zeros around a picture whose channels are last, or a sequence, which
// becomes a picture of one column for it.
func (im *importer) zeros(where string, sides [][]int) error {
	sequence := len(im.shape) == 2
	if sequence {
		if err := im.add(where, "Reshape", []call.Arg{listArg("target_shape", []int{im.shape[0], 1, im.shape[1]})}); err != nil {
			return err
		}
	}
	rows, columns := listArg("", sides[0]), listArg("", sides[1])
	if err := im.add(where, "ZeroPadding2D", []call.Arg{{Name: "padding", Value: call.List{rows, columns}}}); err != nil {
		return err
	}
	if sequence {
		return im.add(where, "Reshape", []call.Arg{listArg("target_shape", []int{im.shape[0], im.shape[2]})})
	}
	return nil
}

// Pad puts zeros around pictures.
var _ = importOp("Pad", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	pads := n.ints("pads")
	if n.input(1) != "" {
		var err error
		if pads, err = im.whole(n, 1, "pads"); err != nil {
			return err
		}
	}
	if err := im.checkPad(n); err != nil {
		return err
	}
	if len(im.shape) != 3 || len(pads) != 8 {
		return n.fail("want pictures, with numbers for both ends of their 4 axes, have samples %v and %d numbers", im.shape, len(pads))
	}
	var p []int
	for _, v := range pads {
		if v < 0 || v > maxPads {
			return n.fail("pads: want numbers from 0 to %d, have %d", maxPads, v)
		}
		p = append(p, int(v))
	}
	first := p[3]+p[7] > 0 // then the channels are not last
	if p[0]+p[4] > 0 || first && p[1]+p[5] > 0 {
		return n.fail("pads: want none for the batch and the channels, have %v", p)
	}
	if !first {
		if err := im.zeros(n.where, [][]int{{p[1], p[5]}, {p[2], p[6]}}); err != nil {
			return err
		}
		return im.next(n)
	}
	if err := im.permute(n.where, lastOrder(3)); err != nil {
		return err
	}
	if err := im.zeros(n.where, [][]int{{p[2], p[6]}, {p[3], p[7]}}); err != nil {
		return err
	}
	if err := im.permute(n.where, firstOrder(3)); err != nil {
		return err
	}
	return im.next(n)
})

// checkPad refuses what is not zeros at the ends of all axes.
func (im *importer) checkPad(n *node) error {
	v := n.float("value", 0)
	if n.input(2) != "" {
		t, err := im.constant(n, 2, "the value", false)
		if err != nil {
			return err
		}
		if !slices.Equal(t.floats, []float32{0}) {
			v = 1
		}
	}
	if n.text("mode", "constant") != "constant" || v != 0 || n.input(3) != "" {
		return n.fail("want zeros, at the ends of all axes in their order")
	}
	return nil
}
