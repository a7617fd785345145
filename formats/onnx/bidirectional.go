package onnx

import (
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// Both directions are one op, which puts out each step where it is in its input.
// Where the first layer reads from the end, the op is given the sequence from
// there, and its first direction reads on.
var _ = exportLayer("Bidirectional", func(e *exporter, n *layer.Node, x string) string {
	first := recurrentOf(n.Inner[0].Spec)
	if first == nil || !alike(n.Inner[0], n.Inner[1]) {
		e.refuse(n, "its two layers differ in more than direction and weights; ONNX has one op for both")
		return x
	}
	x = e.steps(x)
	if first.backwards {
		x = e.reversed(x)
	}
	y := e.recurrent(first, n.Inner, x)
	order := []int{1, 0, 2}
	if first.sequences {
		order = []int{2, 0, 1, 3}
	}
	y = e.opWith("Transpose", []string{y}, attr("perm", order)) // (batch, …, 2, units)
	mode := *n.Spec.(*layers.BidirectionalSpec).MergeMode
	if mode == "concat" {
		return e.reshape(y, n.Out)
	}
	op := map[string]string{"sum": "ReduceSum", "mul": "ReduceProd", "ave": "ReduceMean"}[mode]
	return e.opWith(op, []string{y, e.ints(-2)}, attr("keepdims", 0))
})

// alike reports whether two layers are one op with two directions.
func alike(a, b *layer.Node) bool {
	p, q := recurrentOf(a.Spec), recurrentOf(b.Spec)
	if q == nil || p.op != q.op || len(p.attrs) != len(q.attrs) || len(a.Inner[0].Params) != len(b.Inner[0].Params) {
		return false
	}
	return a.Out.String() == b.Out.String()
}
