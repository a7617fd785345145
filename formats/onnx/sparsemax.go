package onnx

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/layer"
)

// sparsemax sorts each vector, largest first. The k largest values stay above 0
// for the most k with 1 + k·zₖ > z₁ + … + zₖ; what is taken from each value is then
// (z₁ + … + zₖ − 1)/k. Martins and Astudillo, 2016.
func sparsemax(e *exporter, _ *activations.Activation, sample layer.Shape, x string) string {
	n := sample.Last()
	places := make([]float32, n)
	for i := range places {
		places[i] = float32(i + 1)
	}
	one, last := e.scalar(1), e.ints(-1)
	x = e.op("Sub", x, e.op("ReduceMax", x, last))
	z := e.opMany("TopK", 2, []string{x, e.ints(n)}, attr("axis", -1))[0]
	sums := e.op("CumSum", z, last)
	kept := e.op("Greater", e.op("Add", e.op("Mul", z, e.floats([]int{n}, places...)), one), sums)
	kept = e.opWith("Cast", []string{kept}, attr("to", 1))
	sum := e.op("ReduceSum", e.op("Mul", z, kept), last)
	tau := e.op("Div", e.op("Sub", sum, one), e.op("ReduceSum", kept, last))
	return e.op("Relu", e.op("Sub", x, tau))
}
