package sequential

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layers"
)

// slowly hides from Fit that a source is in memory.
type slowly struct{ data.Source }

func aheadModel(t *testing.T) *Model {
	m := New(layers.Input(5), layers.Dense(3, "softmax"))
	if err := m.Compile("sgd", "sparse_categorical_crossentropy"); err != nil {
		t.Fatal(err)
	}
	return m
}

func aheadData(rows int) (x, y *data.Tensor) {
	x, y = data.New(rows, 5), data.New(rows)
	for i := range x.Data {
		x.Data[i] = float32(i*31%17) / 17
	}
	for i := range y.Data {
		y.Data[i] = float32(i % 3)
	}
	return x, y
}

// TestAhead: batches that are read before their turn are those of their turn, the
// last and smaller one too, and in every epoch.
func TestAhead(t *testing.T) {
	x, y := aheadData(103)
	memory, err := data.Memory(x, y)
	if err != nil {
		t.Fatal(err)
	}
	var weights [2][]float32
	for i, src := range []data.Source{memory, slowly{memory}} {
		m := aheadModel(t)
		if _, err := m.FitSource(t.Context(), src, BatchSize(8), Epochs(4)); err != nil {
			t.Fatal(err)
		}
		if (m.job.Load().work.batch.ahead != nil) != (i == 0) {
			t.Errorf("source %d: whether batches are read ahead is wrong", i)
		}
		weights[i] = slices.Clone(m.built.Load().weights)
	}
	if !slices.Equal(weights[0], weights[1]) {
		t.Errorf("read ahead: %v\nin turn: %v", weights[0], weights[1])
	}
}

// TestAheadSaysWhatIsWrong: what is no number is named by its row, when its turn
// comes.
func TestAheadSaysWhatIsWrong(t *testing.T) {
	x, y := aheadData(103)
	x.Data[5*50+2] = float32(math.NaN())
	m := aheadModel(t)
	steps := 0
	_, err := m.Fit(x, y, BatchSize(8), Shuffle(false), Callbacks(counter{&steps}))
	if err == nil || !strings.Contains(err.Error(), "row 50") || !strings.Contains(err.Error(), "NaN") {
		t.Fatalf("have %v", err)
	}
	if steps != 6 {
		t.Errorf("%d steps before it, want 6", steps)
	}
	x.Data[5*50+2] = 0
	if _, err := m.Fit(x, y, BatchSize(8)); err != nil { // nothing is left over
		t.Fatal(err)
	}
}

type counter struct{ steps *int }

func (c counter) On(e Event, _ *Training) error {
	if e == BatchEnd {
		*c.steps++
	}
	return nil
}
