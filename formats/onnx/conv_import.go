package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

// Conv has the channels first; here they are last. Permutes between two such layers
// undo each other.
var _ = importOp("Conv", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	w, err := im.constant(n, 1, "the kernel", false)
	if err != nil {
		return err
	}
	bias, err := im.constant(n, 2, "the bias", true)
	if err != nil {
		return err
	}
	axes, group := len(im.shape)-1, n.int("group", 1)
	switch {
	case axes != 1 && axes != 2:
		return n.fail("want sequences (channels, steps) or pictures (channels, height, width), have %v", im.shape)
	case len(w.dims) != axes+2 || w.size() == 0 || group < 1 || w.dims[0]%group != 0 || w.dims[1]*group != im.shape[0]:
		return n.fail("a kernel of shape %v does not fit samples %v in %d groups", w.dims, im.shape, group)
	}
	if k := n.ints("kernel_shape"); k != nil && !slices.Equal(k, wide(w.dims[2:])) {
		return n.fail("kernel_shape: want that of the kernel, %v, have %v", w.dims[2:], showSizes(k))
	}
	window, err := im.window(n, im.shape[1:], w.dims[2:])
	if err != nil {
		return err
	}
	if err := im.spend(n.where, w.size()); err != nil {
		return err
	}
	return im.onChannelsLast(n, func() error { return im.convolve(n, w, bias, window, group) })
})

// onChannelsLast adds layers that have their channels last where they stand first.
func (im *importer) onChannelsLast(n *node, f func() error) error {
	axes := len(im.shape)
	if err := im.permute(n.where, lastOrder(axes)); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	if err := im.permute(n.where, firstOrder(axes)); err != nil {
		return err
	}
	return im.next(n)
}

// convolve adds the layer. One that keeps all channels apart has a class of its own.
func (im *importer) convolve(n *node, w, bias *tensor, window []along, group int) error {
	axes, filters, channels := len(window), w.dims[0], im.shape.Last()
	padding, err := im.padded(n, window, axes == 1)
	if err != nil {
		return err
	}
	class := []string{"Conv1D", "Conv2D"}[axes-1]
	args := []call.Arg{{Name: "filters", Value: filters}, listArg("kernel_size", w.dims[2:])}
	args = append(args, windowArgs(window, padding)...)
	if apart := axes == 2 && group == channels && group > 1; apart {
		class, args = "DepthwiseConv2D", append(args[1:], call.Arg{Name: "depth_multiplier", Value: filters / channels})
		w = (&tensor{dims: []int{channels, filters / channels, w.dims[2], w.dims[3]}, floats: w.floats}).permuted([]int{2, 3, 0, 1})
	} else {
		if group > 1 {
			args = append(args, call.Arg{Name: "groups", Value: group})
		}
		w = w.permuted(append(upTo(2, axes+2), 1, 0))
	}
	weights := [][]float32{w.floats}
	if bias == nil {
		args = append(args, call.Arg{Name: "use_bias", Value: false})
	} else {
		weights = append(weights, bias.floats)
	}
	return im.add(n.where, class, args, weights...)
}

// windowArgs are what differs from a layer's defaults.
func windowArgs(window []along, padding string) (args []call.Arg) {
	var strides, dilation []int
	for _, a := range window {
		strides, dilation = append(strides, a.stride), append(dilation, a.dilation)
	}
	if slices.Max(strides) > 1 {
		args = append(args, listArg("strides", strides))
	}
	if slices.Max(dilation) > 1 {
		args = append(args, listArg("dilation_rate", dilation))
	}
	if padding != "valid" {
		args = append(args, call.Arg{Name: "padding", Value: padding})
	}
	return args
}

// maxSample is how many values a layer may make of a sample: more is no model, but
// a file that asks for memory.
const maxSample = 1 << 28

// tooLarge reports whether a sample has more than that; it never overflows.
func tooLarge(s layer.Shape) bool {
	n := 1
	for _, d := range s {
		if d > maxSample || n*max(d, 1) > maxSample {
			return true
		}
		n *= max(d, 1)
	}
	return false
}
