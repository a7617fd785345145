package onnx

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

var _ = exportLayer("Rescaling", func(e *exporter, n *layer.Node, x string) string {
	s := n.Spec.(*layers.RescalingSpec)
	return e.op("Add", e.op("Mul", x, e.scalar(s.Scale)), e.scalar(s.Offset))
})

// affine is the run of additions and multiplications by constants that ends in
// root, in their order, and the step it begins after; nil if root is no such op.
func (s *stage) affine(root int) (run []step, from int) {
	for root > 0 {
		st := s.steps[root]
		before, ok := st.affine()
		if !ok {
			break
		}
		run, root = append([]step{st}, run...), before
	}
	return run, root
}

// affine tells of one op which step it works on.
func (st *step) affine() (before int, ok bool) {
	switch op := st.node.op(); {
	case op == "Neg":
		return st.args[0].step, true
	case len(st.args) != 2 || (st.args[0].constant == nil) == (st.args[1].constant == nil):
		return 0, false
	case op == "Add", op == "Sub", op == "Mul":
		return st.args[0].step + st.args[1].step, true // that of the constant is 0
	case op == "Div" && st.args[0].constant == nil:
		return st.args[0].step, true
	}
	return 0, false
}

// line is gain·(x − mean) + offset, along an axis or, with one number each, for
// all values.
type line struct {
	axis               int
	mean, gain, offset []float64
}

// rescale makes a layer of a run.
func (im *importer) rescale(run []step) error {
	l := &line{}
	size := 1
	for _, st := range run {
		for _, a := range st.args {
			if a.constant == nil {
				continue
			}
			axis, _ := im.axis(a.constant)
			if axis > 0 && l.axis > 0 && axis != l.axis {
				return st.node.fail("it and the ops before go along different axes")
			}
			if axis > 0 {
				l.axis, size = axis, im.shape[axis-1]
			}
		}
	}
	l.mean, l.gain, l.offset = make([]float64, size), make([]float64, size), make([]float64, size)
	for i := range size {
		l.gain[i] = 1
		moved := false // whether anything but the mean is set
		for _, st := range run {
			l.take(&st, i, &moved)
		}
	}
	return im.addLine(run[0].node.where, l)
}

// take adds one op to place i.
func (l *line) take(st *step, i int, moved *bool) {
	c, first := 0.0, false
	for k, a := range st.args {
		if a.constant != nil {
			c, first = float64(a.constant.floats[i%len(a.constant.floats)]), k == 0
		}
	}
	op := st.node.op()
	if op == "Neg" || op == "Sub" && first {
		l.gain[i], l.offset[i], *moved = -l.gain[i], -l.offset[i], true
	}
	switch {
	case op == "Mul":
		l.gain[i], l.offset[i], *moved = l.gain[i]*c, l.offset[i]*c, true
	case op == "Div":
		l.gain[i], l.offset[i], *moved = l.gain[i]/c, l.offset[i]/c, true
	case op == "Sub" && !first:
		c = -c
		fallthrough
	case op == "Add" || op == "Sub":
		if *moved {
			l.offset[i] += c
		} else {
			l.mean[i] -= c
		}
	}
}

// addLine adds the simplest layer: a Rescaling by single numbers, a Normalization
// where nothing is added at the end, or a BatchNormalization that is no more than
// its weights.
func (im *importer) addLine(where string, l *line) error {
	if l.axis == 0 {
		offset := l.offset[0] - float64(l.mean[0]*l.gain[0])
		if l.gain[0] == 1 && offset == 0 {
			return nil
		}
		return im.add(where, "Rescaling", []call.Arg{{Name: "scale", Value: l.gain[0]}, {Name: "offset", Value: offset}})
	}
	n := len(l.gain)
	mean, gain, offset, variance, ones := make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
	plain := true
	for i, g := range l.gain {
		mean[i], gain[i], offset[i], ones[i] = float32(l.mean[i]), float32(g), float32(l.offset[i]), 1
		variance[i] = float32(1 / (g * g))
		plain = plain && l.offset[i] == 0 && g > 1e-6 && g < 1e6
	}
	axis := call.Arg{Name: "axis", Value: l.axis}
	if l.axis == len(im.shape) {
		axis.Value = -1
	}
	if plain {
		return im.add(where, "Normalization", []call.Arg{axis}, mean, variance, []float32{1})
	}
	return im.add(where, "BatchNormalization", []call.Arg{axis, {Name: "epsilon", Value: 0.0}}, gain, offset, mean, ones)
}
