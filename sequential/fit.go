package sequential

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
)

// Fit trains the model on samples x and targets y, and returns what it measured
// after each epoch. x and y are whatever data.From takes: [][]float32,
// [][]float64, []float32, []int, *data.Tensor, mat.Matrix …; y may also be
// []string, the names of classes. It is silent; callbacks.Progress shows it.
//
// What cannot be meant is refused before the first step: other shapes, labels
// that are no classes, NaN. If the loss stops being a number, the last good
// weights are kept.
func (m *Model) Fit(x, y any, opts ...FitOption) (*History, error) {
	return m.FitContext(context.Background(), x, y, opts...)
}

// FitContext is Fit until ctx is done. Then it returns the history so far with
// ctx's error, and the model has the weights of the last whole step.
func (m *Model) FitContext(ctx context.Context, x, y any, opts ...FitOption) (*History, error) {
	xs, err := data.From(x)
	if err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	if xs, err = m.asInput(xs); err != nil {
		return nil, fmt.Errorf("x: %w", err)
	}
	ys, err := m.labels(y)
	if err != nil {
		return nil, fmt.Errorf("y: %w", err)
	}
	src, err := data.Memory(xs, ys)
	if err != nil {
		return nil, err
	}
	return m.fit(ctx, src, ys, opts)
}

// FitSource trains on a source that need not be in memory.
func (m *Model) FitSource(ctx context.Context, src data.Source, opts ...FitOption) (*History, error) {
	return m.fit(ctx, src, nil, opts)
}

// labels reads targets; names of classes become their numbers.
func (m *Model) labels(y any) (*data.Tensor, error) {
	names, ok := y.([]string)
	if !ok {
		return data.From(y)
	}
	known := m.Meta().Classes
	t, classes, err := data.Encode(names, known)
	if err == nil && known == nil {
		m.SetClasses(classes...)
	}
	return t, err
}

// asInput gives a flat list of values the shape of the model's input.
func (m *Model) asInput(x *data.Tensor) (*data.Tensor, error) {
	in := m.input
	if b := m.built.Load(); in == nil && b != nil {
		in = b.in
	}
	if in != nil && len(x.Shape) == 1 && in.Size() > 1 && x.Shape[0]%in.Size() == 0 {
		return &data.Tensor{Shape: append([]int{x.Shape[0] / in.Size()}, in...), Data: x.Data}, nil
	}
	if in != nil && len(x.Shape) == 1 && in.Size() > 1 {
		return nil, fmt.Errorf("want whole samples of %d values one after the other, have %d values", in.Size(), x.Shape[0])
	}
	if in != nil && !sameShape(x.Shape[1:], in) {
		return nil, m.inputError(x.Shape[1:], in)
	}
	return x, nil
}

func sameShape(have []int, in layer.Shape) bool {
	a, b := trim(have), trim(in)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (m *Model) inputError(have, in layer.Shape) error {
	first := "input"
	if nodes := m.Nodes(); len(nodes) > 0 {
		first = nodes[0].Name
	}
	err := fmt.Errorf("input has shape %v, built for %v", have, in)
	switch {
	case len(have) == 1 && len(in) == 1:
		err = fmt.Errorf("input has %d features per sample, built for %d", have[0], in[0])
	case have.Size() == in.Size() && len(in) == 1:
		err = fmt.Errorf("%w; give the model Input%s and a Flatten", err, shapeArgs(have))
	}
	return &LayerError{first, 1, len(m.specs), "layers[0]", err}
}

func shapeArgs(s layer.Shape) string {
	text := layer.Shape(s).String()
	return "(" + text[len("(None, "):]
}

// run is one Fit under way.
type run struct {
	*fitting
	m       *Model
	job     *job
	src     data.Source
	targets *targets
	train   []int // indices of the training samples
	order   []int
	val     *evaluation
	told    *Training
}

func (m *Model) fit(ctx context.Context, src data.Source, ys *data.Tensor, opts []FitOption) (*History, error) {
	if !m.fitting.TryLock() {
		return nil, errors.New("this model is being trained already: wait for that Fit to return, or train a model of its own")
	}
	defer m.fitting.Unlock()
	f, err := newFitting(opts)
	if err != nil {
		return nil, err
	}
	if src.Len() == 0 {
		return nil, errors.New("there are no samples to train on")
	}
	in, out := src.Shapes()
	j, err := m.compiled(in)
	if err != nil {
		return nil, err
	}
	if !sameShape(in, j.built.in) {
		return nil, fmt.Errorf("x: %w", m.inputError(in, j.built.in))
	}
	r := &run{fitting: f, m: m, job: j, src: src}
	if r.targets, err = newTargets(j.loss, j.built.plan.Net.Out, out); err != nil {
		return nil, fmt.Errorf("y: %w", err)
	}
	if err := r.prepare(ys); err != nil {
		return nil, err
	}
	return r.loop(ctx)
}

// prepare checks the data, splits it, adapts layers, and makes the memory.
func (r *run) prepare(ys *data.Tensor) error {
	r.job.said.clear()
	n := r.src.Len()
	if err := errors.Join(checkSampleWeight(r.sampleWeight, n), r.checkClassWeight(), r.checkClasses()); err != nil {
		return err
	}
	if ys != nil {
		if err := r.targets.checkAll(ys); err != nil {
			return err
		}
	}
	var held []int
	if r.train, held = r.divide(n, ys); len(r.train) == 0 {
		return &OptionError{"validation_split", fmt.Sprintf("%g of %d samples leaves none to train on", r.split, n)}
	}
	r.order = append([]int{}, r.train...)
	r.job.built.own()
	if err := r.job.resume(); err != nil {
		return err
	}
	room := min(r.batch, len(r.train))
	if w := r.job.work; w == nil || w.room < room {
		r.job.work = newWork(r.job, room, r.src, r.targets)
	} else {
		w.reset(r.job, r.src, r.targets)
	}
	r.job.work.trainer.weigh.user = r.sampleWeight != nil || r.classWeight != nil
	if err := r.adapt(); err != nil {
		return err
	}
	var err error
	switch {
	case r.valX != nil:
		if r.val, err = r.m.newEvaluation(r.job, r.valX, r.valY, nil); err != nil {
			return fmt.Errorf("validation data: %w", err)
		}
	case len(held) > 0:
		r.val = r.m.evaluationOf(r.job, r.src, held, r.targets)
	}
	return nil
}

// checkClasses compares the classes that have names with the outputs.
func (r *run) checkClasses() error {
	names, n := r.m.Meta().Classes, r.targets.n
	if len(names) == 0 || r.job.loss.Link != "softmax" || len(names) == n {
		return nil
	}
	last := len(r.m.specs) - 1
	if len(names) > n {
		err := fmt.Errorf("there are %d classes (%s), and only %d outputs; each class needs one", len(names), clip(strings.Join(names, ", "), 80), n)
		return &LayerError{r.m.Nodes()[last].Name, last + 1, last + 1, fmt.Sprintf("layers[%d]", last), err}
	}
	r.job.said.add("%d outputs for %d classes: the last %d stand for none.", n, len(names), n-len(names))
	return nil
}

// divide keeps the validation part apart from the rest.
func (r *run) divide(n int, ys *data.Tensor) (train, held []int) {
	if r.split == 0 || r.valX != nil {
		train = make([]int, n)
		for i := range train {
			train[i] = i
		}
		return train, nil
	}
	if !r.shuffle {
		cut := int(math.Floor(float64(n) * (1 - r.split)))
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		return all[:cut], all[cut:]
	}
	var labels []int
	if ys != nil && r.job.loss.Link == "softmax" && r.targets.out.Vectors() == 1 {
		labels = data.Labels(ys)
	}
	return data.Split(n, labels, r.split, r.job.built.seed)
}
