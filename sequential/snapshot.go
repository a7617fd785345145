package sequential

import (
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/metrics"
	"github.com/layercake-go/layercake/optim"
)

// Describe is the model as plain data without its weights: for rendering it. The
// model must be built, and everything in it registered.
func (m *Model) Describe() (*snapshot.Snapshot, error) {
	b, err := m.ready(nil)
	if err != nil {
		return nil, err
	}
	return m.describe(b, m.job.Load())
}

// snapshot is the model as plain data, with the weights last published.
func (m *Model) snapshot() (*snapshot.Snapshot, error) {
	b, err := m.ready(nil)
	if err != nil {
		return nil, err
	}
	j := m.job.Load()
	s, err := m.describe(b, j)
	if err != nil {
		return nil, err
	}
	if s.Compile != nil && j.built == b {
		j.saved.Lock()
		defer j.saved.Unlock()
		j.saved.into(s)
	}
	w := b.public.get()
	defer w.release()
	for _, p := range b.plan.Params {
		s.Weights = append(s.Weights, snapshot.Array{Name: p.Path(), Shape: slices.Clone(p.Shape), Data: slices.Clone(layer.Window(w.weights, p))})
	}
	return s, nil
}

func (m *Model) describe(b *built, j *job) (*snapshot.Snapshot, error) {
	var err error
	meta := m.Meta()
	s := &snapshot.Snapshot{
		Version: snapshot.Version, Name: m.Name, Seed: b.seed, Input: slices.Clone(b.in),
		Classes: meta.Classes, Features: meta.Features, Target: meta.Target,
	}
	var errs []error
	for _, n := range b.plan.Net.Inner {
		text, err := layerText(n)
		if err != nil {
			errs = append(errs, fmt.Errorf("layer %q cannot be saved: %w", n.Name, err))
		}
		s.Layers = append(s.Layers, text)
	}
	if s.Compile, err = j.text(); err != nil {
		errs = append(errs, err)
	}
	return s, errors.Join(errs...)
}

// layerText is the call that makes n's layer again, under the name it has: for files
// and for rendering.
func layerText(n *layer.Node) (string, error) {
	spec := n.Spec
	if inner, ok := spec.(*Model); ok {
		spec = &layer.Chain{Layers: inner.specs, Common: inner.Common}
	}
	spec, err := layer.Rename(spec, n.Name)
	if err != nil {
		return "", err
	}
	c, err := layer.Call(spec)
	if err != nil {
		return "", fmt.Errorf("%w; register it with layer.Register", err)
	}
	text := c.Full()
	if _, err := layer.Parse(text); err != nil {
		return "", fmt.Errorf("%w; register what is your own, so that the file can be loaded", err)
	}
	return text, nil
}

// text is what Compile was given, as text.
func (j *job) text() (*snapshot.Compile, error) {
	if j == nil {
		return nil, nil
	}
	c := &snapshot.Compile{Optimizer: j.opt.Call().Full(), Loss: j.loss.Call().Full(), Allow: j.allow}
	var errs []error
	if _, err := optim.Get(c.Optimizer); err != nil {
		errs = append(errs, fmt.Errorf("optimizer cannot be saved: %w", err))
	}
	if _, err := losses.Get(c.Loss); err != nil {
		errs = append(errs, fmt.Errorf("loss cannot be saved: %w", err))
	}
	for _, g := range j.metrics {
		text := g.text
		if _, err := metrics.Get(text); err != nil && text != "acc" {
			errs = append(errs, fmt.Errorf("metric %s cannot be saved: %w", g.label, err))
		}
		if g.weighted {
			c.Weighted = append(c.Weighted, text)
		} else {
			c.Metrics = append(c.Metrics, text)
		}
	}
	return c, errors.Join(errs...)
}

// maxLayers bounds what a file may ask for.
const maxLayers = 10000

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
	m.Name, m.seed = s.Name, s.Seed
	m.SetMeta(Meta{s.Classes, s.Features, s.Target})
	for i, text := range s.Layers {
		spec, err := layer.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("layer %d of %d: %w", i+1, len(s.Layers), err)
		}
		m.Add(spec)
	}
	if err := m.checkWeights(s); err != nil {
		return nil, err
	}
	if s.Compile != nil {
		m.recompile(s)
	}
	return m, nil
}

// checkWeights builds the model and gives it the weights, by their names. What
// the file's arrays hold is known to be there: nothing bigger is made.
func (m *Model) checkWeights(s *snapshot.Snapshot) error {
	have, total := map[string]snapshot.Array{}, 0
	for _, a := range s.Weights {
		have[a.Name] = a
		total += len(a.Data)
	}
	plan, err := layer.NewPlan(m.fresh(), m.input, false)
	if err != nil {
		return m.layerError(err)
	}
	if plan.Weights != total {
		return fmt.Errorf("the layers have %d weights, the file has %d", plan.Weights, total)
	}
	var list []Weight
	for _, p := range plan.Params {
		a, ok := have[p.Path()]
		if !ok {
			return fmt.Errorf("the file has no weights %q", p.Path())
		}
		list = append(list, Weight{p.Path(), a.Shape, a.Data})
	}
	return m.SetWeights(list)
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
	vars := j.state.Variables()
	slots := s.Slots
	for i, v := range vars {
		if v.Data == nil {
			vars[i].Int = c.Iteration
		} else if len(slots) > 0 {
			vars[i].Data, slots = slots[0].Data, slots[1:]
		}
	}
	if len(s.Slots) == 0 {
		return
	}
	if err := j.state.Restore(vars); err != nil {
		m.loadNotes = append(m.loadNotes, fmt.Sprintf("the optimizer starts anew: %v", err))
	}
	j.publish()
}
