package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

var (
	_ = importOp("AveragePool", func(im *importer, n *node) error { return im.pool(n, "AveragePooling") })
	_ = importOp("MaxPool", func(im *importer, n *node) error { return im.pool(n, "MaxPooling") })

	_ = importOp("GlobalAveragePool", func(im *importer, n *node) error { return im.overall(n, "GlobalAveragePooling", nil) })
	_ = importOp("GlobalMaxPool", func(im *importer, n *node) error { return im.overall(n, "GlobalMaxPooling", nil) })
	_ = importOp("ReduceMax", func(im *importer, n *node) error { return im.reduceAxes(n, "GlobalMaxPooling") })
	_ = importOp("ReduceMean", func(im *importer, n *node) error { return im.reduceAxes(n, "GlobalAveragePooling") })
)

// pool reads a layer of windows without weights; its name goes on with the number
// of axes.
func (im *importer) pool(n *node, class string) error {
	if err := im.settle(n); err != nil {
		return err
	}
	axes := len(im.shape) - 1
	if axes != 1 && axes != 2 {
		return n.fail("want sequences (channels, steps) or pictures (channels, height, width), have %v", im.shape)
	}
	size, err := n.list("kernel_shape", axes, 0, 1, maxStride)
	if err != nil {
		return err
	}
	window, err := im.window(n, im.shape[1:], size)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(window, func(a along) bool { return a.dilation > 1 }) {
		return n.fail("dilations: want 1, have %v", showSizes(n.ints("dilations")))
	}
	zeros := class == "AveragePooling" && n.int("count_include_pad", 0) != 0
	padding := paddingOf(window, false)
	switch {
	case zeros && n.int("ceil_mode", 0) != 0 && padding != "valid":
		return n.fail("count_include_pad: want 0 with ceil_mode")
	case padding == "" && !zeros:
		return n.fail("pads: want none, or those of padding same; have %v", showSizes(n.ints("pads")))
	}
	return im.onChannelsLast(n, func() error {
		if zeros && padding != "valid" {
			if err := im.zerosAround(n, window); err != nil {
				return err
			}
			padding = "valid"
		}
		var strides []int
		for _, a := range window {
			strides = append(strides, a.stride)
		}
		args := []call.Arg{listArg("pool_size", size), listArg("strides", strides)}
		if padding != "valid" {
			args = append(args, call.Arg{Name: "padding", Value: padding})
		}
		return im.add(n.where, class+[]string{"1D", "2D"}[axes-1], args)
	})
}

// reduceAxes reads an op over axes that are named.
func (im *importer) reduceAxes(n *node, class string) error {
	if v, ok := im.ordered(n.input(0)); ok && class == "GlobalAveragePooling" {
		return im.mergeDirections(n, v, "ave")
	}
	axes := n.ints("axes")
	if n.input(1) != "" {
		var err error
		if axes, err = im.whole(n, 1, "axes"); err != nil {
			return err
		}
	}
	if axes == nil {
		axes = []int64{}
	}
	return im.overall(n, class, axes)
}

// overall reads an op over all positions of each channel; axes, if not nil, say
// where those are.
func (im *importer) overall(n *node, class string, axes []int64) error {
	if err := im.settle(n); err != nil {
		return err
	}
	rank, keep := len(im.shape), true
	last := false
	if axes != nil {
		var list []int
		for _, a := range axes {
			if a < 0 {
				a += int64(rank) + 1
			}
			list = append(list, int(min(max(a, 0), maxAxes)))
		}
		slices.Sort(list)
		keep, last = n.int("keepdims", 1) != 0, slices.Equal(list, upTo(1, rank))
		if !last && !slices.Equal(list, upTo(2, rank+1)) {
			return n.fail("axes: want all but the first or the last of samples %v, have %v", im.shape, showSizes(axes))
		}
	}
	if rank != 2 && rank != 3 {
		return n.fail("want sequences or pictures, have %v", im.shape)
	}
	if !last {
		if err := im.permute(n.where, lastOrder(rank)); err != nil {
			return err
		}
	}
	var args []call.Arg
	if keep {
		args = []call.Arg{{Name: "keepdims", Value: true}}
	}
	if err := im.add(n.where, class+[]string{"1D", "2D"}[rank-2], args); err != nil {
		return err
	}
	if keep && !last {
		if err := im.permute(n.where, firstOrder(rank)); err != nil {
			return err
		}
	}
	return im.next(n)
}
