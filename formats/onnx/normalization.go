package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

var _ = exportLayer("Normalization", func(e *exporter, n *layer.Node, x string) string {
	s := n.Spec.(*layers.NormalizationSpec)
	axes := sampleAxes(s.Axis, n.In)
	mean, variance := e.statistic(n, axes, "mean", s.Mean), e.statistic(n, axes, "variance", s.Variance)
	spread := e.op("Max", e.op("Sqrt", variance), e.scalar(1e-7))
	if s.Invert {
		return e.op("Add", mean, e.op("Mul", x, spread))
	}
	return e.op("Div", e.op("Sub", x, mean), spread)
})

// statistic is a mean or a variance in a shape that goes with samples: 1 at the
// axes that have no places of their own.
func (e *exporter) statistic(n *layer.Node, axes []int, name string, given []float64) string {
	if len(given) == 1 {
		return e.scalar(given[0])
	}
	shape := make([]int, len(n.In))
	for i := range shape {
		shape[i] = 1
		if slices.Contains(axes, i+1) {
			shape[i] = n.In[i]
		}
	}
	if given == nil {
		return e.op("Reshape", e.weight(param(n, name)), e.ints(shape...))
	}
	data := make([]float32, len(given))
	for i, v := range given {
		data[i] = float32(v)
	}
	return e.floats(shape, data...)
}

// Scaler is scikit-learn's: (x − offset)·scale, for each feature.
var _ = importOp("ai.onnx.ml.Scaler", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	size := im.shape.Last()
	if err := im.spend(n.where, 8*size); err != nil {
		return err
	}
	l := &line{axis: len(im.shape), mean: make([]float64, size), gain: make([]float64, size), offset: make([]float64, size)}
	offset, scale := n.floats("offset"), n.floats("scale")
	if len(im.shape) == 0 || len(offset) != 1 && len(offset) != size || len(scale) != 1 && len(scale) != size {
		return n.fail("want 1 or %d values as offset and scale, have %d and %d", size, len(offset), len(scale))
	}
	for i := range size {
		l.mean[i], l.gain[i] = float64(offset[i%len(offset)]), float64(scale[i%len(scale)])
	}
	if err := im.addLine(n.where, l); err != nil {
		return err
	}
	return im.next(n)
})
