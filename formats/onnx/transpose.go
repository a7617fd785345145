package onnx

import "slices"

// transpose puts the axes of samples into another order; they count from 1. It and
// a Transpose just before it are one, or none where they undo each other.
func (e *exporter) transpose(x string, axes []int) string {
	if before, order, ok := e.popTranspose(x); ok {
		both := make([]int, len(axes))
		for i, a := range axes {
			both[i] = order[a-1]
		}
		x, axes = before, both
	}
	if slices.IsSorted(axes) {
		return x
	}
	return e.opWith("Transpose", []string{x}, attr("perm", append([]int{0}, axes...)))
}

// popTranspose takes the last node away if it is a Transpose of samples that makes
// x. No other node has read x then.
func (e *exporter) popTranspose(x string) (before string, axes []int, ok bool) {
	last := len(e.graph.Node) - 1
	if last < 0 || e.graph.Node[last].GetOpType() != "Transpose" || e.graph.Node[last].Output[0] != x {
		return "", nil, false
	}
	n := e.graph.Node[last]
	perm := n.Attribute[0].Ints
	if perm[0] != 0 {
		return "", nil, false
	}
	for _, a := range perm[1:] {
		axes = append(axes, int(a))
	}
	e.graph.Node = e.graph.Node[:last]
	delete(e.taken, x)
	return n.Input[0], axes, true
}
