package onnx

import "slices"

// permuted is t with its axes, counted from 0, in another order.
func (t *tensor) permuted(order []int) *tensor {
	steps, n := make([]int, len(t.dims)), 1
	for i := len(t.dims) - 1; i >= 0; i-- {
		steps[i] = n
		n *= t.dims[i]
	}
	out := &tensor{floats: make([]float32, 0, len(t.floats))}
	for _, a := range order {
		out.dims = append(out.dims, t.dims[a])
	}
	at := make([]int, len(order))
	from := 0
	for range t.floats {
		out.floats = append(out.floats, t.floats[from])
		for k := len(order) - 1; k >= 0; k-- {
			from += steps[order[k]]
			if at[k]++; at[k] < out.dims[k] {
				break
			}
			from -= at[k] * steps[order[k]]
			at[k] = 0
		}
	}
	return out
}

// transposed is t with its two axes exchanged.
func (t *tensor) transposed() *tensor { return t.permuted([]int{1, 0}) }

// transposeConstant puts the axes of a constant into another order.
func (im *importer) transposeConstant(n *node, t *tensor, perm []int64) error {
	var order []int
	for i := range t.dims {
		if order = append(order, len(t.dims)-1-i); perm != nil && i < len(perm) {
			order[i] = int(min(max(perm[i], -1), maxAxes))
		}
	}
	sorted := slices.Sorted(slices.Values(order))
	if t.floats == nil || perm != nil && len(perm) != len(t.dims) || !slices.Equal(sorted, upTo(0, len(t.dims))) {
		return n.fail("of a constant of shape %v: want floats, and its axes in an order, have %v", t.dims, showSizes(perm))
	}
	if err := im.spend(n.where, t.size()); err != nil {
		return err
	}
	return im.set(n, value{constant: t.permuted(order)})
}

// gatherConstant takes some of the first axis of a constant.
func (im *importer) gatherConstant(n *node, t *tensor) error {
	if v, err := im.value(n.input(1)); err == nil && v.whole {
		return im.embed(n, t)
	}
	places, err := im.whole(n, 1, "places")
	if err != nil {
		return err
	}
	if len(t.dims) == 0 || n.int("axis", 0) != 0 {
		return n.fail("of a constant of shape %v: want places of its first axis", t.dims)
	}
	each := t.size() / max(t.dims[0], 1)
	if err := im.spend(n.where, len(places)*each); err != nil {
		return err
	}
	out := &tensor{dims: append([]int{len(places)}, t.dims[1:]...)}
	for _, p := range places {
		if p < 0 {
			p += int64(t.dims[0])
		}
		if p < 0 || p >= int64(t.dims[0]) {
			return n.fail("want places of %d, have %d", t.dims[0], p)
		}
		out.floats = append(out.floats, t.floats[int(p)*each:][:each]...)
	}
	return im.set(n, value{constant: out})
}

// concatConstants sets constants beside each other.
func (im *importer) concatConstants(n *node) error {
	first := im.values[n.Input[0]].constant
	axis := n.int("axis", 0)
	if axis < 0 {
		axis += len(first.dims)
	}
	if axis < 0 || axis >= len(first.dims) {
		return n.fail("axis: want one of %v, have %d", first.dims, n.int("axis", 0))
	}
	out := &tensor{dims: slices.Clone(first.dims)}
	out.dims[axis] = 0
	for i := range n.Input {
		t, err := im.constant(n, i, "a part", false)
		if err != nil {
			return err
		}
		if len(t.dims) != len(out.dims) || !slices.Equal(t.dims[:axis], out.dims[:axis]) || !slices.Equal(t.dims[axis+1:], out.dims[axis+1:]) {
			return n.fail("constants of shapes %v and %v do not go together", first.dims, t.dims)
		}
		out.dims[axis] += t.dims[axis]
		if err := im.spend(n.where, t.size()); err != nil {
			return err
		}
	}
	outer := 1
	for _, d := range out.dims[:axis] {
		outer *= d
	}
	for k := range outer {
		for _, in := range n.Input {
			t := im.values[in].constant.floats
			each := len(t) / outer
			out.floats = append(out.floats, t[k*each:][:each]...)
		}
	}
	return im.set(n, value{constant: out})
}
