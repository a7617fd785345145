package sequential

import (
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
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
	w := b.public.get()
	defer w.release()
	if s.Compile != nil && j.built == b {
		j.saved.into(s, j, w.weights)
		s.Compile.Meant = j.meant()
	}
	for _, p := range b.plan.Params {
		s.Weights = append(s.Weights, snapshot.Array{Name: p.Path(), Shape: slices.Clone(p.Shape), Data: slices.Clone(layer.Window(w.weights, p))})
	}
	return s, nil
}

// meant is what binding made of the loss and the metrics, for files that others
// read.
func (j *job) meant() *snapshot.Meant {
	out := &snapshot.Meant{Loss: j.loss.Call().Full()}
	if l, err := j.loss.AsLogits(); err == nil && j.scores {
		out.Loss = l.Call().Full()
	}
	for _, g := range j.metrics {
		m := snapshot.Metric{Label: g.label, Text: g.metric.Call().Full()}
		if (g.text == "accuracy" || g.text == "acc") && !j.scores && j.loss.Link != "sigmoid" {
			m.Text = g.text // Keras, too, finds out which
		}
		if g.weighted {
			out.Weighted = append(out.Weighted, m)
		} else {
			out.Metrics = append(out.Metrics, m)
		}
	}
	return out
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
