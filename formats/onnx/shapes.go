package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

var (
	_ = exportLayer("Flatten", func(e *exporter, n *layer.Node, x string) string {
		if !n.View {
			x = e.transpose(x, append(upTo(2, len(n.In)+1), 1))
		}
		return e.opWith("Flatten", []string{x}, attr("axis", 1))
	})
	_ = exportLayer("Permute", func(e *exporter, n *layer.Node, x string) string {
		return e.transpose(x, n.Spec.(*layers.PermuteSpec).Dims)
	})
	_ = exportLayer("RepeatVector", func(e *exporter, n *layer.Node, x string) string {
		return e.op("Tile", e.op("Unsqueeze", x, e.ints(1)), e.ints(1, n.Out[0], 1))
	})
	_ = exportLayer("Reshape", func(e *exporter, n *layer.Node, x string) string { return e.reshape(x, n.Out) })
)

// reshape gives samples another shape; 0 is the batch, as it comes.
func (e *exporter) reshape(x string, sample layer.Shape) string {
	return e.op("Reshape", x, e.ints(append([]int{0}, sample...)...))
}

// upTo is from, from+1, …, end-1.
func upTo(from, end int) (list []int) {
	for i := from; i < end; i++ {
		list = append(list, i)
	}
	return list
}

// sampleAxes counts axes of a layer's own from 1, in rising order; −1 is the last.
func sampleAxes(axes []int, in layer.Shape) (list []int) {
	for _, a := range axes {
		if a < 0 {
			a += len(in) + 1
		}
		list = append(list, a)
	}
	slices.Sort(list)
	return list
}

// toEnd is the order of axes in which the given ones stand last, and the order
// that leads back.
func toEnd(axes []int, in layer.Shape) (order, back []int) {
	for i := range in {
		if !slices.Contains(axes, i+1) {
			order = append(order, i+1)
		}
	}
	order = append(order, axes...)
	back = make([]int, len(order))
	for i, a := range order {
		back[a-1] = i + 1
	}
	return order, back
}
