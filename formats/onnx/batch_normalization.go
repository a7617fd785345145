package onnx

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// ONNX has the units on axis 1.
var _ = exportLayer("BatchNormalization", func(e *exporter, n *layer.Node, x string) string {
	s := n.Spec.(*layers.BatchNormalizationSpec)
	axis := sampleAxes([]int{s.Axis}, n.In)[0]
	size := []int{n.In[axis-1]}
	order := upTo(1, len(n.In)+1)
	order[0], order[axis-1] = order[axis-1], order[0]
	if axis != 1 {
		x = e.transpose(x, order)
	}
	x = e.opWith("BatchNormalization", []string{
		x, e.weightOr(n, "gamma", size, 1), e.weightOr(n, "beta", size, 0),
		e.weight(param(n, "moving_mean")), e.weight(param(n, "moving_variance")),
	}, attr("epsilon", s.Epsilon))
	if axis != 1 {
		x = e.transpose(x, order) // two axes changed places: it is its own way back
	}
	return x
})

// BatchNormalization has its units on the first axis of a sample.
var _ = importOp("BatchNormalization", func(im *importer, n *node) error {
	if err := im.settle(n); err != nil {
		return err
	}
	if n.int("training_mode", 0) != 0 || n.int("spatial", 1) != 1 {
		return n.fail("is written for training, or not spatial; export the model for inference")
	}
	var weights [][]float32
	for i, what := range []string{"the scale", "the offset", "the mean", "the variance"} {
		t, err := im.constant(n, i+1, what, false)
		if err != nil {
			return err
		}
		weights = append(weights, t.floats)
	}
	axis := -1
	if len(im.shape) > 1 {
		axis = 1
	}
	args := []call.Arg{{Name: "axis", Value: axis}, {Name: "momentum", Value: exact(n.float("momentum", 0.9))}, {Name: "epsilon", Value: exact(n.float("epsilon", 1e-5))}}
	if err := im.add(n.where, "BatchNormalization", args, weights...); err != nil {
		return err
	}
	return im.next(n)
})
