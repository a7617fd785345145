package onnx

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// Over the last axis the layer is its activation; over several axes at once it is
// made of smaller steps.
var _ = exportLayer("Softmax", func(e *exporter, n *layer.Node, x string) string {
	axes := sampleAxes(n.Spec.(*layers.SoftmaxSpec).Axis, n.In)
	switch {
	case n.Activation != nil:
		return x
	case len(axes) == 1:
		return e.opWith("Softmax", []string{x}, attr("axis", axes[0]))
	}
	list := e.ints(axes...)
	z := e.op("Exp", e.op("Sub", x, e.op("ReduceMax", x, list)))
	return e.op("Div", z, e.op("ReduceSum", z, list))
})

var (
	_ = exportActivation("softmax", lastAxis("Softmax"))
	_ = exportActivation("log_softmax", lastAxis("LogSoftmax"))
	_ = exportActivation("sparsemax", sparsemax)
)

// lastAxis is an op over whole vectors, along the last axis.
func lastAxis(op string) activationExport {
	return func(e *exporter, _ *activations.Activation, _ layer.Shape, x string) string {
		return e.opWith(op, []string{x}, attr("axis", -1))
	}
}

var (
	_ = importOp("Softmax", func(im *importer, n *node) error { return im.softmax(n, "softmax") })
	_ = importOp("LogSoftmax", func(im *importer, n *node) error { return im.softmax(n, "log_softmax") })
)

// lastOfAll is the opset from which on softmax goes along one axis, by default the
// last. Before, it went along all axes from one on, by default 1.
const lastOfAll = 13

func (im *importer) softmax(n *node, name string) error {
	if err := im.settle(n); err != nil {
		return err
	}
	axis := -1
	if n.opset < lastOfAll {
		axis = 1
	}
	axis = n.int("axis", axis)
	if axis < 0 {
		axis += len(im.shape) + 1
	}
	switch {
	case axis < 1 || axis > len(im.shape):
		return n.fail("axis: want one of a sample %v, have %d", im.shape, axis)
	case axis == len(im.shape):
		return im.vectorwise(n, name)
	case n.opset < lastOfAll:
		return n.fail("axis: want the last one, have %d; before opset %d it goes along all axes from there on", axis, lastOfAll)
	case name != "softmax":
		return n.fail("axis: want the last one, have %d; put a Transpose before and after", axis)
	}
	if err := im.add(n.where, "Softmax", []call.Arg{{Name: "axis", Value: axis}}); err != nil {
		return err
	}
	return im.next(n)
}
