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
	order := []int{axis}
	for i := range n.In {
		if i+1 != axis {
			order = append(order, i+1)
		}
	}
	x = e.opWith("BatchNormalization", []string{
		e.transpose(x, order), e.weightOr(n, "gamma", size, 1), e.weightOr(n, "beta", size, 0),
		e.weight(param(n, "moving_mean")), e.weight(param(n, "moving_variance")),
	}, attr("epsilon", s.Epsilon))
	return e.transpose(x, inverse(order))
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
	err := im.beneath(n.where, func(order []int) error {
		axis := 1
		if order != nil {
			axis = order[0]
		}
		if axis == len(im.shape) {
			axis = -1
		}
		args := []call.Arg{{Name: "axis", Value: axis}, {Name: "momentum", Value: exact(n.float("momentum", 0.9))}, {Name: "epsilon", Value: exact(n.float("epsilon", 1e-5))}}
		return im.add(n.where, "BatchNormalization", args, weights...)
	})
	if err != nil {
		return err
	}
	return im.next(n)
})
