package onnx

import "github.com/layercake-go/layercake/layer"

// Every step becomes a row of its own, and that is taken back after the layer.
var _ = exportLayer("TimeDistributed", func(e *exporter, n *layer.Node, x string) string {
	inner := n.Inner[0]
	x = e.op("Reshape", x, e.ints(append([]int{-1}, inner.In...)...))
	x, err := e.layer(inner, x)
	if err != nil {
		e.errs = append(e.errs, err)
		return x
	}
	e.at = n.Path()
	return e.op("Reshape", x, e.ints(append([]int{-1}, n.Out...)...))
})
