package sequential

import (
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
)

// A Weight is one array of a model's weights, by its path: dense_1/kernel.
type Weight struct {
	Path  string
	Shape []int
	Data  []float32
}

// Weights returns a copy of all weights, in Keras's order.
func (m *Model) Weights() ([]Weight, error) {
	b, err := m.ready(nil)
	if err != nil {
		return nil, err
	}
	s := b.public.get()
	defer s.release()
	list := make([]Weight, len(b.plan.Params))
	for i, p := range b.plan.Params {
		list[i] = Weight{p.Path(), slices.Clone(p.Shape), slices.Clone(layer.Window(s.weights, p))}
	}
	return list, nil
}

// SetWeights replaces all weights, in the order of Weights. Paths may be left
// out; shapes must fit.
func (m *Model) SetWeights(list []Weight) error {
	b, err := m.ready(nil)
	if err != nil {
		return err
	}
	if len(list) != len(b.plan.Params) {
		return fmt.Errorf("want %d arrays of weights, have %d", len(b.plan.Params), len(list))
	}
	var errs []error
	for i, p := range b.plan.Params {
		w := list[i]
		switch {
		case w.Path != "" && w.Path != p.Path():
			errs = append(errs, fmt.Errorf("weights %d: want %s, have %s", i+1, p.Path(), w.Path))
		case !slices.Equal(layer.Shape(w.Shape), p.Shape) || len(w.Data) != p.Shape.Size():
			errs = append(errs, fmt.Errorf("weights %s: want shape %v, have %v with %d values", p.Path(), []int(p.Shape), w.Shape, len(w.Data)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b.own()
	for i, p := range b.plan.Params {
		copy(layer.Window(b.weights, p), list[i].Data)
	}
	b.public.put(b.weights)
	return nil
}

// Activations returns what every layer puts out for the samples, by order of
// the layers.
func (m *Model) Activations(x any) ([]*data.Tensor, error) {
	xs, b, err := m.samples(x)
	if err != nil {
		return nil, err
	}
	l, err := m.look(b, xs)
	if err != nil {
		return nil, err
	}
	var list []*data.Tensor
	for _, n := range l.plan.Net.Inner {
		_, _, y := l.frame.Look(n)
		list = append(list, &data.Tensor{Shape: append([]int{xs.Rows()}, n.Out...), Data: slices.Clone(y)})
	}
	return list, nil
}

// looking is a pass in which every layer keeps what it was given.
type looking struct {
	plan  *layer.Plan
	frame *layer.Frame
}

func (m *Model) look(b *built, xs *data.Tensor) (*looking, error) {
	plan, err := layer.NewLook(m.fresh(), b.in)
	if err != nil {
		return nil, m.layerError(err)
	}
	s := b.public.get()
	defer s.release()
	f := plan.NewFrame(xs.Rows(), true, b.seed)
	f.Bind(s.weights, nil)
	plan.Train(f, xs.Rows(), xs.Data, nil)
	return &looking{plan, f}, f.Run().Err
}
