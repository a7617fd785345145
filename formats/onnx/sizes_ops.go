package onnx

import (
	"slices"
)

var _ = importOp("Shape", func(im *importer, n *node) error {
	v, err := im.value(n.input(0))
	if err != nil {
		return err
	}
	var dims []int64
	switch {
	case v.constant != nil:
		dims = wide(v.constant.dims)
	case v.order != "" && v.stage == im.stage:
		dims = im.orderedSizes(v)
	case v.stage != nil && v.stage == im.stage:
		dims = append([]int64{rows}, wide(im.shape)...)
		if im.positions != nil {
			dims[0] = unknown
		}
	default:
		return n.fail("want the shape of a value of the chain where it stands")
	}
	start, end := n.int("start", 0), n.int("end", len(dims))
	return im.set(n, value{sizes: part(dims, int64(start), int64(end))})
})

// part is list[start:end] as ONNX counts: from the end if negative, cut to size.
func part(list []int64, start, end int64) []int64 {
	size := int64(len(list))
	for _, p := range []*int64{&start, &end} {
		if *p < 0 {
			*p += size
		}
		*p = min(max(*p, 0), size)
	}
	return append([]int64{}, list[start:max(start, end)]...)
}

// Gather takes places of a list of sizes, or of a constant.
var _ = importOp("Gather", func(im *importer, n *node) error {
	if v, err := im.value(n.input(0)); err == nil && v.constant != nil && v.constant.floats != nil {
		return im.gatherConstant(n, v.constant)
	}
	if v, ok := im.ordered(n.input(0)); ok {
		return im.lastDirection(n, v)
	}
	list, err := im.sizes(n, 0)
	if err != nil {
		return err
	}
	at, err := im.value(n.input(1))
	if err != nil {
		return err
	}
	if at.constant == nil || at.constant.ints == nil || n.int("axis", 0) != 0 {
		return n.fail("want constant places of a list of sizes")
	}
	out := value{sizes: []int64{}, scalar: len(at.constant.dims) == 0}
	for _, i := range at.constant.ints {
		if i < 0 {
			i += int64(len(list))
		}
		if i < 0 || i >= int64(len(list)) {
			return n.fail("want places of %d sizes, have %d", len(list), i)
		}
		out.sizes = append(out.sizes, list[i])
	}
	return im.set(n, out)
})

var _ = importOp("Slice", func(im *importer, n *node) error {
	if v, ok := im.ordered(n.input(0)); ok {
		return im.reverseSteps(n, v)
	} else if v.zero {
		return im.set(n, v)
	}
	list, err := im.sizes(n, 0)
	if err != nil {
		return err
	}
	starts, ends := n.ints("starts"), n.ints("ends")
	if len(n.Input) > 1 {
		if starts, err = im.whole(n, 1, "starts"); err != nil {
			return err
		}
		if ends, err = im.whole(n, 2, "ends"); err != nil {
			return err
		}
	}
	if n.input(4) != "" {
		if steps, err := im.whole(n, 4, "steps"); err != nil || !slices.Equal(steps, []int64{1}) {
			return n.fail("steps: want 1")
		}
	}
	if len(starts) != 1 || len(ends) != 1 {
		return n.fail("want one part of a list of sizes")
	}
	return im.set(n, value{sizes: part(list, starts[0], ends[0])})
})

// Concat joins lists of sizes, constants, or the two shares of a sigmoid.
var _ = importOp("Concat", func(im *importer, n *node) error {
	out := value{sizes: []int64{}}
	for i, in := range n.Input {
		if im.values[in].stage != nil {
			return im.bothClasses(n)
		}
		if c := im.values[in].constant; i == 0 && c != nil && c.floats != nil {
			return im.concatConstants(n)
		}
		list, err := im.sizes(n, i)
		if err != nil {
			return err
		}
		if out.sizes = append(out.sizes, list...); len(out.sizes) > 64 {
			return n.fail("makes more than 64 sizes")
		}
	}
	return im.set(n, out)
})

var _ = importOp("ReduceSum", func(im *importer, n *node) error {
	v, ok := im.ordered(n.input(0))
	if !ok {
		return n.fail("want both directions of a recurrent op")
	}
	return im.mergeDirections(n, v, "sum")
})

var _ = importOp("ReduceProd", func(im *importer, n *node) error {
	if v, ok := im.ordered(n.input(0)); ok {
		return im.mergeDirections(n, v, "mul")
	}
	list, err := im.sizes(n, 0)
	if err != nil {
		return err
	}
	product := int64(1)
	for _, d := range list {
		product = combine("Mul", product, d)
	}
	return im.set(n, value{sizes: []int64{product}, scalar: n.int("keepdims", 1) == 0})
})
