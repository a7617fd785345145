package sequential

import (
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
)

// maxLayers bounds what a file may ask for.
const maxLayers = 10000

// maxFresh bounds the weights that loading makes for a file that has none.
const maxFresh = 1 << 20

// restore makes a model of plain data. What only Compile would refuse is a note.
func restore(s *snapshot.Snapshot) (*Model, error) {
	if s.Version < 1 || s.Version > snapshot.Version {
		return nil, fmt.Errorf("the file is of version %d; this program reads version 1 to %d", s.Version, snapshot.Version)
	}
	if len(s.Layers) > maxLayers {
		return nil, fmt.Errorf("the file has %d layers; the most is %d", len(s.Layers), maxLayers)
	}
	m := New(layers.Input(s.Input...))
	if err := errors.Join(m.early...); err != nil {
		return nil, err
	}
	m.Name, m.seed, m.loadNotes = s.Name, s.Seed, slices.Clone(s.Notes)
	m.SetMeta(Meta{s.Classes, s.Features, s.Target})
	for i, text := range s.Layers {
		spec, err := layer.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("layer %d of %d: %w", i+1, len(s.Layers), err)
		}
		m.Add(spec)
	}
	if err := m.take(s); err != nil {
		return nil, err
	}
	if s.Compile != nil {
		m.recompile(s)
	}
	return m, nil
}

// take builds the model with the weights of s. What the file's arrays hold is
// known to be there: nothing bigger is made.
func (m *Model) take(s *snapshot.Snapshot) error {
	plan, err := layer.NewPlan(m.fresh(), m.input, false)
	if err != nil {
		return m.layerError(err)
	}
	if s.Fresh { // the weights are made when they are asked for
		if s.Compile != nil && plan.Weights > maxFresh {
			s.Compile = nil
			m.loadNotes = append(m.loadNotes, fmt.Sprintf("not compiled: Compile makes its %d weights, of which the file has none.", plan.Weights))
		}
		return nil
	}
	list, err := matching(plan, s.Weights)
	if err != nil {
		return err
	}
	weights := make([]float32, plan.Weights)
	if err := fill(weights, plan, list); err != nil {
		return err
	}
	if i := kernel.FirstNonFinite(weights); i >= 0 {
		m.loadNotes = append(m.loadNotes, "some weights are no finite numbers: predictions may be none either.")
	}
	m.install(plan, m.input, weights, newPublisher(weights))
	return nil
}

// matching finds the arrays of a plan's parameters by their names, in order.
func matching(plan *layer.Plan, arrays []snapshot.Array) ([]snapshot.Array, error) {
	have, total := map[string]snapshot.Array{}, 0
	for _, a := range arrays {
		total += a.Len()
		if _, twice := have[a.Name]; twice {
			return nil, fmt.Errorf("the file has the weights %q twice", a.Name)
		}
		have[a.Name] = a
	}
	if plan.Weights != total {
		return nil, fmt.Errorf("the layers have %d weights, the file has %d", plan.Weights, total)
	}
	var list []snapshot.Array
	for _, p := range plan.Params {
		a, ok := have[p.Path()]
		if !ok {
			return nil, fmt.Errorf("the file has no weights %q", p.Path())
		}
		delete(have, p.Path())
		if !slices.Equal(layer.Shape(a.Shape), p.Shape) {
			return nil, fmt.Errorf("weights %s: want shape %v, have %v", p.Path(), []int(p.Shape), a.Shape)
		}
		list = append(list, a)
	}
	for _, a := range arrays {
		if _, left := have[a.Name]; left {
			return nil, fmt.Errorf("the file has weights %q, which no layer has", a.Name)
		}
	}
	return list, nil
}

// fill puts arrays into a slab of weights.
func fill(weights []float32, plan *layer.Plan, list []snapshot.Array) error {
	for i, p := range plan.Params {
		if err := list[i].Into(layer.Window(weights, p)); err != nil {
			return err
		}
	}
	return nil
}

// recompile compiles a loaded model. Loading never fails for what only training
// needs: what is wrong there becomes a note.
func (m *Model) recompile(s *snapshot.Snapshot) {
	c := s.Compile
	more := []any{}
	for _, text := range c.Metrics {
		more = append(more, text)
	}
	for _, text := range c.Weighted {
		more = append(more, WeightedMetrics(text))
	}
	more = append(more, Allow(c.Allow...))
	if err := m.Compile(c.Optimizer, c.Loss, more...); err != nil {
		m.job.Store(nil)
		m.loadNotes = append(m.loadNotes, fmt.Sprintf("loaded for prediction only; it does not compile: %v", err))
		return
	}
	j := m.job.Load()
	j.steps, j.epochs = c.Steps, c.Epochs
	j.saved.steps, j.saved.epochs = c.Steps, c.Epochs
	if c.Iteration == 0 && c.Steps == 0 || len(s.Slots) == 0 && c.Iteration == 0 {
		return
	}
	if err := j.saved.restore(j.opt, j.built.plan, c, s.Slots); err != nil {
		m.loadNotes = append(m.loadNotes, fmt.Sprintf("the optimizer starts anew: %v", err))
	}
}
