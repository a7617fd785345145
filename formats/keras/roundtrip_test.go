package keras_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// tensors gives rows the shape of the model's input.
func (c *trial) tensors() (x, y *data.Tensor) {
	return flat(c.x, c.model.Input()), flat(c.y, []int{len(c.y[0])})
}

func flat(rows [][]float32, shape []int) *data.Tensor {
	return &data.Tensor{Shape: append([]int{len(rows)}, shape...), Data: slices.Concat(rows...)}
}

func (c *trial) fit(t *testing.T, m *sequential.Model, epochs int) {
	t.Helper()
	x, y := c.tensors()
	if _, err := m.Fit(x, y, sequential.Epochs(epochs), sequential.BatchSize(len(c.x)), sequential.Shuffle(false)); err != nil {
		t.Fatal(err)
	}
}

func weightsOf(t *testing.T, m *sequential.Model) []sequential.Weight {
	t.Helper()
	w, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// noneIs are what None comes to: no activation, and no order of the channels.
var noneIs = strings.NewReplacer("linear", "None", "channels_last", "None")

// description is what m is, as text.
func description(t *testing.T, m *sequential.Model) string {
	t.Helper()
	s, err := m.Describe()
	if err != nil {
		t.Fatal(err)
	}
	out := strings.Join(s.Layers, "\n")
	if s.Compile != nil {
		out += "\n" + s.Compile.Optimizer + "\n" + s.Compile.Loss + "\n" + strings.Join(s.Compile.Metrics, "\n")
	}
	return noneIs.Replace(out)
}

// TestRoundTrip: what is saved and loaded is the same, bit for bit, and so is its
// training from there on, as if it had never been saved.
func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	for _, c := range trials(t) {
		t.Run(c.name, func(t *testing.T) {
			c.fit(t, c.model, 3)
			for _, ext := range []string{".keras", ".h5"} {
				path := filepath.Join(dir, c.name+ext)
				if err := c.model.Save(path); err != nil {
					t.Fatal(err)
				}
				m := load(t, path)
				for _, n := range m.Notes() {
					if strings.Contains(n, "anew") || strings.Contains(n, "only") {
						t.Error(n)
					}
				}
				if d := cmp.Diff(weightsOf(t, c.model), weightsOf(t, m)); d != "" {
					t.Errorf("%s: weights: %s", ext, d)
				}
				if d := cmp.Diff(description(t, c.model), description(t, m)); d != "" {
					t.Errorf("%s: %s", ext, d)
				}
			}
			m := load(t, filepath.Join(dir, c.name+".keras"))
			old := load(t, filepath.Join(dir, c.name+".h5"))
			for _, m := range []*sequential.Model{c.model, m, old} {
				c.fit(t, m, 2)
			}
			if d := cmp.Diff(weightsOf(t, c.model), weightsOf(t, m)); d != "" {
				t.Errorf("trained on: %s", d)
			}
			if d := cmp.Diff(weightsOf(t, c.model), weightsOf(t, old)); d != "" {
				t.Errorf(".h5, trained on: %s", d)
			}
		})
	}
}
