package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/internal/call"
)

var _ = importOp("Transpose", func(im *importer, n *node) error {
	perm := n.ints("perm")
	if v, err := im.value(n.input(0)); err == nil && v.constant != nil {
		return im.transposeConstant(n, v.constant, perm)
	}
	if done, err := im.turnSteps(n); done {
		return err
	}
	if err := im.settle(n); err != nil {
		return err
	}
	if len(perm) != len(im.shape)+1 || perm[0] != 0 {
		return n.fail("perm: want 0, the batch, first, and then the %d axes of a sample; have %v", len(im.shape), showSizes(perm))
	}
	var order []int
	for _, a := range perm[1:] {
		order = append(order, int(min(max(a, 0), maxAxes)))
	}
	if !slices.Equal(slices.Sorted(slices.Values(order)), upTo(1, len(perm))) {
		return n.fail("perm: want each axis once, have %v", showSizes(perm))
	}
	if err := im.permute(n.where, order); err != nil {
		return err
	}
	return im.next(n)
})

var (
	_ = importOp("Squeeze", func(im *importer, n *node) error { return im.squeeze(n, false) })
	_ = importOp("Unsqueeze", func(im *importer, n *node) error { return im.squeeze(n, true) })
)

// squeeze takes out axes of size 1, or puts them in.
func (im *importer) squeeze(n *node, in bool) error {
	axes := n.ints("axes")
	if n.input(1) != "" {
		var err error
		if axes, err = im.whole(n, 1, "axes"); err != nil {
			return err
		}
	}
	v, err := im.value(n.input(0))
	switch {
	case err != nil:
		return err
	case v.order != "" && !in:
		return im.squeezeDirections(n, v, axes)
	case v.sizes != nil:
		v.scalar = !in
		return im.set(n, v)
	case v.constant != nil:
		dims, ok := squeezed(v.constant.dims, axes, in)
		if !ok {
			return n.fail("axes %v do not fit a constant of shape %v", showSizes(axes), v.constant.dims)
		}
		return im.set(n, value{constant: &tensor{dims: dims, floats: v.constant.floats, ints: v.constant.ints, texts: v.constant.texts}})
	}
	if err := im.settle(n); err != nil {
		return err
	}
	if im.positions != nil {
		return n.fail("stands between two Reshapes that make every position a row")
	}
	dims, ok := squeezed(append([]int{int(rows)}, im.shape...), axes, in)
	if !ok || len(dims) == 0 || dims[0] != int(rows) {
		return n.fail("axes %v do not fit samples %v", showSizes(axes), im.shape)
	}
	return im.reshape(n, dims[1:])
}

func squeezed(dims []int, axes []int64, in bool) ([]int, bool) {
	rank := len(dims)
	if in {
		rank += len(axes)
	}
	at := map[int]bool{}
	for _, a := range axes {
		if a < 0 {
			a += int64(rank)
		}
		if a < 0 || a >= int64(rank) || at[int(a)] || rank > maxAxes {
			return nil, false
		}
		at[int(a)] = true
	}
	var out []int
	for i, k := 0, 0; i < rank; i++ {
		switch {
		case in && at[i]:
			out = append(out, 1)
			continue
		case !in && (at[i] || len(axes) == 0 && dims[k] == 1):
			if dims[k] != 1 {
				return nil, false
			}
		default:
			out = append(out, dims[k])
		}
		k++
	}
	return out, true
}

// Tile repeats a sample of one vector.
var _ = importOp("Tile", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	times, err := im.whole(n, 1, "how often each axis is repeated")
	if err != nil {
		return err
	}
	if len(im.shape) != 2 || im.shape[0] != 1 || len(times) != 3 || times[0] != 1 || times[2] != 1 {
		return n.fail("want samples of one vector to be repeated, have %v, times %v", im.shape, showSizes(times))
	}
	if err := im.add(n.where, "Flatten", nil); err != nil {
		return err
	}
	if err := im.add(n.where, "RepeatVector", []call.Arg{{Name: "n", Value: times[1]}}); err != nil {
		return err
	}
	return im.next(n)
})
