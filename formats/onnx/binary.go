package onnx

import (
	"math"

	"github.com/layercake-go/layercake/internal/call"
)

// bothClasses reads how scikit-learn puts out both shares of one sigmoid, 1−p and
// p. A Dense(1, sigmoid) that made p becomes a Dense(2, softmax) that makes the
// same two: the sum of the first class is always 0.
func (im *importer) bothClasses(n *node) error {
	const what = "joins values of the chain; only 1−p and p, of one sigmoid, can be joined"
	if len(n.Input) != 2 || len(im.shape) != 1 || im.shape[0] != 1 || n.int("axis", 1) != 1 && n.int("axis", 1) != -1 {
		return n.fail(what)
	}
	first, second := im.values[n.Input[0]], im.values[n.Input[1]]
	points := []float64{0, 0.1, 0.5, 0.9, 1}
	if first.stage != im.stage || second.stage != im.stage || !im.stage.between(second.step, first.step) {
		return n.fail(what)
	}
	rest, ok := im.stage.function(second.step, first.step, points)
	for i, p := range points {
		if !ok || math.Abs(rest[i]-(1-p)) > 1e-6 {
			return n.fail(what)
		}
	}
	if err := im.reduce(second.step); err != nil {
		return err
	}
	l := im.last()
	if l == nil || l.class != "Dense" || !l.isActivation("sigmoid") {
		return n.fail(what)
	}
	l.args = []call.Arg{{Name: "units", Value: 2}, {Name: "activation", Value: "softmax"}}
	if len(l.weights) < 2 {
		l.args = append(l.args, call.Arg{Name: "use_bias", Value: false})
	}
	for i, w := range l.weights {
		both := make([]float32, 2*len(w.Data))
		for k, v := range w.Data {
			both[2*k+1] = v
		}
		l.weights[i].Data = both
		l.weights[i].Shape = append(append([]int{}, w.Shape[:len(w.Shape)-1]...), 2)
	}
	im.shape = []int{2}
	return im.next(n)
}

// isActivation reports whether l has the activation of that name.
func (l *made) isActivation(name string) bool {
	c, ok := l.get("activation").(call.Call)
	return ok && c.Name == name
}
