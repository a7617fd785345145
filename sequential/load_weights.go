package sequential

import (
	"fmt"
	"io"

	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
)

// LoadWeights replaces all weights of the model with those of a file: of weights
// alone, such as Keras's .weights.h5, or of a whole model with the same layers.
// Where the file has what the optimizer remembers and the model is compiled with
// the same one, its training goes on. Nothing changes where a layer does not fit.
func (m *Model) LoadWeights(path string) error {
	f, err := formatOf(path)
	if err != nil {
		return err
	}
	return open(path, func(r io.ReaderAt, size int64) error {
		if err := m.loadWeights(r, size, f); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
}

func (m *Model) loadWeights(r io.ReaderAt, size int64, f Format) error {
	b, err := m.ready(nil)
	if err != nil {
		return err
	}
	s, err := weightsFrom(r, size, f, func() (*snapshot.Snapshot, error) { return m.describe(b, m.job.Load()) })
	if err != nil {
		return err
	}
	list, err := matching(b.plan, s.Weights)
	if err != nil {
		return err
	}
	weights := make([]float32, b.plan.Weights)
	if err := fill(weights, b.plan, list); err != nil {
		return err
	}
	var all []Weight
	for _, p := range b.plan.Params {
		all = append(all, Weight{p.Path(), p.Shape, layer.Window(weights, p)})
	}
	if err := m.SetWeights(all); err != nil {
		return err
	}
	j := m.job.Load()
	if j == nil || j.built != b || s.Compile == nil || len(s.Slots) == 0 {
		return nil
	}
	if err := j.saved.restore(j.opt, b.plan, s.Compile, s.Slots); err != nil {
		m.loadNotes = append(m.loadNotes, fmt.Sprintf("the optimizer starts anew: %v", err))
		j.saved.forget()
	}
	j.state = nil // the next Fit begins with what was saved
	return nil
}

// weightsFrom reads a file of weights for the model that describe gives, or else
// one of a whole model.
func weightsFrom(r io.ReaderAt, size int64, f Format, describe func() (*snapshot.Snapshot, error)) (*snapshot.Snapshot, error) {
	s, err := f.Read(r, size)
	if err == nil || f.Fill == nil {
		return s, err
	}
	if s, err = describe(); err != nil {
		return nil, err
	}
	return s, f.Fill(r, size, s)
}
