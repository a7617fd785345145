package onnx

import (
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
)

// Around recurrent ops, axes are in an order that samples never have. A value's
// order is a letter for each axis: the batch b, the steps s (r: from their end), the
// directions d, the numbers of a step n. The chain goes on where the order is that
// of samples again, "bsn" or "bn".

// ordered is a value of the chain in an order of its own; false if it is in the
// usual one or is no value of the chain.
func (im *importer) ordered(name string) (value, bool) {
	v, err := im.value(name)
	return v, err == nil && v.order != "" && v.stage == im.stage
}

// setOrder gives what n puts out an order.
func (im *importer) setOrder(n *node, v value, order string) error {
	if v.order = order; order == "bsn" || order == "bn" {
		v.order = ""
	}
	return im.set(n, v)
}

// orderedSizes is the shape of such a value.
func (im *importer) orderedSizes(v value) (dims []int64) {
	each := im.shape.Last()
	if strings.Contains(v.order, "d") {
		each /= v.directions
	}
	size := map[rune]int64{'b': rows, 's': int64(im.shape[0]), 'r': int64(im.shape[0]), 'd': int64(v.directions), 'n': int64(each)}
	for _, letter := range v.order {
		dims = append(dims, size[letter])
	}
	return dims
}

// turnSteps reads a Transpose that puts steps before the batch, or changes such an
// order; false if n is neither.
func (im *importer) turnSteps(n *node) (bool, error) {
	perm := n.ints("perm")
	v, odd := im.ordered(n.input(0))
	if !odd {
		if !slices.Equal(perm, []int64{1, 0, 2}) || len(im.shape) != 2 {
			return false, nil
		}
		if err := im.settle(n); err != nil {
			return true, err
		}
		im.stage = &stage{steps: make([]step, 1)}
		return true, im.setOrder(n, value{stage: im.stage}, "sbn")
	}
	var order strings.Builder
	for _, p := range perm {
		if p < 0 || p >= int64(len(v.order)) {
			return true, n.fail("perm: want the %d axes in an order, have %v", len(v.order), showSizes(perm))
		}
		order.WriteByte(v.order[p])
	}
	if letters := []byte(order.String()); len(letters) != len(v.order) || len(slices.Compact(slices.Sorted(slices.Values(letters)))) != len(v.order) {
		return true, n.fail("perm: want the %d axes in an order, have %v", len(v.order), showSizes(perm))
	}
	return true, im.setOrder(n, v, order.String())
}

// reverseSteps reads a Slice that takes the steps from their end.
func (im *importer) reverseSteps(n *node, v value) error {
	want := []int64{-1, 0, 0, -1}
	for i := range want {
		list, err := im.whole(n, i+1, "starts, ends, axes and steps")
		if err != nil {
			return err
		}
		if len(list) != 1 || i != 1 && list[0] != want[i] || i == 1 && list[0] > -maxSample {
			return n.fail("want all steps from their end")
		}
	}
	swapped := map[byte]string{'s': "r", 'r': "s"}[v.order[0]]
	if swapped == "" {
		return n.fail("want the steps on the first axis")
	}
	return im.setOrder(n, v, swapped+v.order[1:])
}

// squeezeDirections takes out the axis of directions, if there is one direction.
func (im *importer) squeezeDirections(n *node, v value, axes []int64) error {
	at := strings.IndexByte(v.order, 'd')
	if len(axes) != 1 || int(axes[0]) != at || at < 0 || v.directions != 1 {
		return n.fail("want the axis of one direction to go")
	}
	return im.setOrder(n, v, v.order[:at]+v.order[at+1:])
}

// lastDirection reads a Gather of one direction, the only one.
func (im *importer) lastDirection(n *node, v value) error {
	at, err := im.value(n.input(1))
	if err != nil {
		return err
	}
	axis := n.int("axis", 0)
	if c := at.constant; c == nil || len(c.dims) > 0 || len(c.ints) != 1 || c.ints[0] != 0 && c.ints[0] != -1 {
		return n.fail("want the one direction of a recurrent op")
	}
	return im.squeezeDirections(n, v, []int64{int64(axis)})
}

// joinDirections reads a Reshape that sets the directions beside each other.
func (im *importer) joinDirections(n *node, v value, target []int64) error {
	rest, ok := strings.CutSuffix(v.order, "dn")
	want := map[byte]int64{'b': rows, 's': int64(im.shape[0])}
	ok = ok && len(target) == len(rest)+1 && (target[len(rest)] == -1 || target[len(rest)] == int64(im.shape.Last()))
	for i := range rest {
		ok = ok && (target[i] == 0 || target[i] == want[rest[i]])
	}
	if !ok {
		return n.fail("to %v: want the directions beside each other", showSizes(target))
	}
	return im.setOrder(n, v, rest+"n")
}

// mergeDirections makes of both directions one: their sum, product or mean.
func (im *importer) mergeDirections(n *node, v value, mode string) error {
	axes, err := im.whole(n, 1, "axes")
	if err != nil {
		return err
	}
	at := strings.IndexByte(v.order, 'd')
	if len(axes) != 1 || int(axes[0]) != at && int(axes[0]) != at-len(v.order) || v.directions != 2 || n.int("keepdims", 1) != 0 {
		return n.fail("want the axis of two directions to go")
	}
	l := im.pop()
	l.args = append(l.args, call.Arg{Name: "merge_mode", Value: mode})
	var weights [][]float32
	for _, w := range l.weights {
		weights = append(weights, w.Data)
	}
	if err := im.add(n.where, l.class, l.args, weights...); err != nil {
		return err
	}
	return im.setOrder(n, v, v.order[:at]+v.order[at+1:])
}
