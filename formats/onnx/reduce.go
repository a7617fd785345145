package onnx

import (
	"slices"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/call"
)

// elementwise adds a step to the stage.
func (im *importer) elementwise(n *node) error {
	st := step{node: n, f: elementwise[n.op()](n)}
	if n.err != nil {
		return n.err
	}
	for _, in := range n.Input {
		a, err := im.arg(n, in)
		if err != nil {
			return err
		}
		st.args = append(st.args, a)
	}
	if len(st.args) < max(arity[n.op()], 1) {
		return n.fail("want %d inputs, have %d", max(arity[n.op()], 1), len(st.args))
	}
	if len(im.stage.steps) == maxSteps {
		return n.fail("more than %d element-wise ops follow each other", maxSteps)
	}
	out := value{stage: im.stage, step: len(im.stage.steps)}
	if err := im.stayWhole(n, &out); err != nil {
		return err
	}
	if !out.whole && im.addBias(&st) {
		return im.next(n)
	}
	im.stage.steps = append(im.stage.steps, st)
	return im.set(n, out)
}

// arg is an input of an element-wise op: a step of this stage, or a constant that
// leaves the shape as it is. One left out is NaN.
func (im *importer) arg(n *node, in string) (arg, error) {
	if in == "" {
		return arg{constant: nothing}, nil
	}
	v, err := im.value(in)
	switch {
	case err != nil:
		return arg{}, err
	case v.stage != nil && v.stage != im.stage:
		return arg{}, n.fail("its input %s goes to a layer as well; only chains are read, in which each value goes to one place", quote(in))
	case v.order != "":
		return arg{}, n.fail("its input %s has its axes in an order that only recurrent ops have", quote(in))
	case v.stage != nil:
		return arg{step: v.step}, nil
	case v.constant == nil || v.constant.texts != nil:
		return arg{}, n.fail("its input %s is no number", quote(in))
	}
	if _, ok := im.axis(v.constant); !ok {
		return arg{}, n.fail("its constant %s of shape %v must be one number, or go along one axis of samples %v", quote(in), v.constant.dims, im.shape)
	}
	return arg{constant: v.constant.asFloats()}, nil
}

// axis is the axis of a sample, from 1, that a constant goes along; 0 for one
// number. It is false for constants of other shapes.
func (im *importer) axis(t *tensor) (axis int, ok bool) {
	dims, ok := t.aligned(len(im.shape) + 1)
	if !ok {
		return 0, false
	}
	for i, d := range dims {
		if d == 1 {
			continue
		}
		if i == 0 || axis > 0 || d != im.shape[i-1] {
			return 0, false
		}
		axis = i
	}
	return axis, true
}

// reduce makes layers of the steps up to root.
func (im *importer) reduce(root int) error {
	if root == 0 {
		return nil
	}
	for from := max(0, root-maxPattern); from < root; from++ {
		if !im.stage.between(from, root) {
			continue
		}
		if im.attempts++; im.attempts > maxAttempts {
			return im.stage.steps[root].node.fail("more than %d functions are no activation", maxAttempts)
		}
		a := recognise(im.stage, from, root)
		if a != nil {
			im.attempts--
		}
		if _, affine := im.stage.steps[root].affine(); a != nil && (a.Name != "linear" || !affine) {
			if err := im.reduce(from); err != nil {
				return err
			}
			return im.activate(im.stage.steps[root].node.where, a)
		}
	}
	if run, from := im.stage.affine(root); run != nil {
		if err := im.reduce(from); err != nil {
			return err
		}
		return im.rescale(run)
	}
	return im.stage.steps[root].node.fail("what it computes is no activation that there is here")
}

// activate gives a layer of sums at the end its activation, or adds a layer of it.
func (im *importer) activate(where string, a *activations.Activation) error {
	if a.Name == "linear" {
		return nil
	}
	add := func([]int) error {
		arg := call.Arg{Name: "activation", Value: a.Call()}
		if l := im.last(); l != nil && slices.Contains(activated, l.class) && l.get("activation") == nil {
			l.args = append(l.args, arg)
			return nil
		}
		return im.add(where, "Activation", []call.Arg{arg})
	}
	if a.Scope == activations.Elementwise {
		return im.beneath(where, add)
	}
	return add(nil)
}

// activated are the layers of sums, which have an activation of their own.
var activated = []string{"Conv1D", "Conv2D", "Dense", "DepthwiseConv2D"}

// vectorwise adds an activation over the last axis.
func (im *importer) vectorwise(n *node, name string) error {
	a, err := activations.Get(name)
	if err != nil {
		return err
	}
	if err := im.activate(n.where, a); err != nil {
		return err
	}
	return im.next(n)
}
