package layers

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

// recurrentKeys are what all recurrent layers may be told, besides their units
// and activations.
type recurrentKeys struct {
	UseBias                                                                       bool
	KernelInitializer, RecurrentInitializer, BiasInitializer                      *initializers.Initializer
	KernelRegularizer, RecurrentRegularizer, BiasRegularizer, ActivityRegularizer *regularizers.Regularizer
	KernelConstraint, RecurrentConstraint, BiasConstraint                         *constraints.Constraint
	Dropout, RecurrentDropout                                                     float64
	Seed                                                                          *int
	ReturnSequences, ReturnState, GoBackwards, Stateful, ZeroOutputForMask        bool
}

// cellSpec makes the place of a cell's weights: Keras's files keep them one
// level further in than the layer.
type cellSpec struct {
	declare func(*layer.Node)
	layer.Common
}

func (s *cellSpec) Build(n *layer.Node) (layer.Layer, error) {
	s.declare(n)
	return identity{}, nil
}

// build checks what all recurrent layers share and fills in l, whose cell, gates
// and states are set, and n. The biases have the shape bias and begin as first.
func (k *recurrentKeys) build(n *layer.Node, l *recurrence, units int, name string, bias layer.Shape, first *initializers.Initializer) error {
	if err := k.check(n, units); err != nil {
		return err
	}
	l.steps, l.in, l.units = n.In[0], n.In[1], units
	l.sequences, l.backwards, l.zero = k.ReturnSequences, k.GoBackwards, k.ZeroOutputForMask && n.Masked
	cell := &cellSpec{Common: layer.Common{Name: name, Trainable: true}, declare: func(c *layer.Node) {
		l.kernel = weight(c, "kernel", layer.Shape{l.in, l.gates * units}, k.KernelInitializer, k.KernelRegularizer, k.KernelConstraint)
		l.recurrent = weight(c, "recurrent_kernel", layer.Shape{units, l.gates * units}, k.RecurrentInitializer, k.RecurrentRegularizer, k.RecurrentConstraint)
		if k.UseBias {
			l.bias = weight(c, "bias", bias, first, k.BiasRegularizer, k.BiasConstraint)
		}
	}}
	if _, err := n.Child("cell", cell, layer.Shape{l.in}, false, l.steps); err != nil {
		return within("", err)
	}
	if most := 1 << 31; units > most/(l.gates*max(1, l.steps)) {
		return registry.Bad("units", "%d for %d steps are too many", units, l.steps)
	}
	l.inputs.rate, l.outputs.rate = k.Dropout, k.RecurrentDropout
	l.plan(n, k.Stateful)
	n.Seed, n.Activity, n.Bent = k.Seed, k.ActivityRegularizer, true
	n.Out = layer.Shape{units}
	if l.sequences {
		n.Out, n.Mask = layer.Shape{l.steps, units}, layer.PassesMask
	}
	n.ActsOn = "each step and the state so far"
	n.Note = "at every step its sums read the numbers of the step and all outputs of the step before."
	return nil
}

func (k *recurrentKeys) check(n *layer.Node, units int) error {
	switch {
	case units < 1:
		return registry.Bad("units", "want at least 1, have %d", units)
	case len(n.In) != 2:
		return registry.Bad("", "wants sequences (steps, features), have %v%s", n.In, toSequence(n.In))
	case k.ReturnState:
		return registry.Bad("return_state", "want false: one array goes from layer to layer; to keep a state from call to call use stateful and a Session")
	}
	return errors.Join(below1("dropout", k.Dropout), below1("recurrent_dropout", k.RecurrentDropout))
}

// toSequence says how a plain row becomes a sequence.
func toSequence(in layer.Shape) string {
	if len(in) != 1 {
		return ""
	}
	return fmt.Sprintf("; a recurrent layer before it needs return_sequences=true, or put Reshape([%d, 1]) before it", in[0])
}

// below1 refuses a share of values to drop that leaves none.
func below1(key string, rate float64) error {
	if rate >= 0 && rate < 1 {
		return nil
	}
	return registry.Bad(key, "want a share from 0 to below 1, have %g", rate)
}

// within is what is wrong in an inner layer that stands at key of this one; "" if
// its keys are this one's own.
func within(key string, err error) error {
	var inner *layer.Error
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &registry.KeyError{Key: key, Err: err}
}

// checkCudnn accepts what Keras does; there is no cuDNN here to choose.
func checkCudnn(v any) error {
	switch v := v.(type) {
	case bool:
		return nil
	case string:
		return registry.OneOf("use_cudnn", v, []string{"auto"}, "true", "false")
	}
	return registry.Bad("use_cudnn", "want auto, true or false, have %v", v)
}

// perGate reports whether each gate drops values of its own, as in Keras: with
// its implementation 1, which recurrent dropout always takes.
func (k *recurrentKeys) perGate(implementation int) (bool, error) {
	if implementation != 1 && implementation != 2 {
		return false, registry.Bad("implementation", "want 1 or 2, have %d", implementation)
	}
	return implementation == 1 || k.RecurrentDropout > 0, nil
}

// apply is a function that may be none.
func apply(a *activations.Activation, y, x []float32, n int) {
	if a != nil {
		a.Apply(y, x, n)
	} else {
		copy(y, x)
	}
}

// slope is its gradient; dx may be dy.
func slope(a *activations.Activation, dx, dy, y, x []float32, n int) {
	if a != nil {
		a.Grad(dx, dy, y, x, n)
	} else {
		copy(dx, dy)
	}
}

// wantsInput reports whether the gradient of one of them reads what it was given.
func wantsInput(list ...*activations.Activation) bool {
	for _, a := range list {
		if a != nil && a.Saves == activations.Input {
			return true
		}
	}
	return false
}

// usual reports whether the functions are the ones that there are kernels for.
func usual(activation, gate *activations.Activation) bool {
	return activation != nil && gate != nil && activation.Name == activations.Tanh.Name && gate.Name == activations.Sigmoid.Name
}

// label names a layer by its size.
func label(name string, units int) string { return fmt.Sprintf("%s %d", name, units) }
