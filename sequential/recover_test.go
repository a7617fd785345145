package sequential

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layers"
)

// TestPanicOfAUser: what a user's activation panics with can be recovered from
// where Predict was called, whichever thread ran it, and Predict goes on after.
func TestPanicOfAUser(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	var broken atomic.Bool
	own := &activations.Activation{
		Name: "broken_at_times",
		Apply: func(y, x []float32, _ int) {
			if broken.Load() {
				panic("no more")
			}
			copy(y, x)
		},
		Grad: func(dx, dy, _, _ []float32, _ int) { copy(dx, dy) },
	}
	m := New(layers.Input(200), layers.Dense(200, own), layers.Dense(100, "relu"))
	if err := m.BuildFor(200); err != nil {
		t.Fatal(err)
	}
	x := data.New(2048, 200)
	call := func() (r any) {
		defer func() { r = recover() }()
		if _, err := m.Predict(x); err != nil {
			t.Error(err)
		}
		return nil
	}
	broken.Store(true)
	for range 30 {
		if r := call(); r != "no more" {
			t.Fatalf("recovered %v", r)
		}
	}
	broken.Store(false)
	if r := call(); r != nil {
		t.Errorf("afterwards: %v", r)
	}
}

// TestSessionFollowsAfterCompile: a session that is older than Compile has the
// weights that Predict has.
func TestSessionFollowsAfterCompile(t *testing.T) {
	cell := layers.SimpleRNN(1)
	cell.Stateful = true
	m := New(layers.Input(1, 1), cell)
	if err := m.BuildFor(1, 1); err != nil {
		t.Fatal(err)
	}
	s, err := m.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	x := &data.Tensor{Shape: []int{1, 1, 1}, Data: []float32{1}}
	for step := range 5 {
		list, err := m.Weights()
		if err != nil {
			t.Fatal(err)
		}
		list[0].Data[0] = float32(step) / 8
		if err := m.SetWeights(list); err != nil {
			t.Fatal(err)
		}
		want, err := m.Predict(x)
		if err != nil {
			t.Fatal(err)
		}
		s.Reset()
		have, err := s.Predict(x)
		if err != nil {
			t.Fatal(err)
		}
		if have.Data[0] != want.Data[0] || step > 0 && have.Data[0] == 0 {
			t.Errorf("step %d: the session has %g, the model %g", step, have.Data[0], want.Data[0])
		}
	}
}

// TestLoadWeightsOfAnotherOptimizer: what one optimizer remembers is nothing to
// another, and what it has remembered is not for other weights.
func TestLoadWeightsOfAnotherOptimizer(t *testing.T) {
	x, y := aheadData(64)
	trained := func(optimizer string) *Model {
		m := aheadModel(t)
		if err := m.Compile(optimizer, "sparse_categorical_crossentropy"); err != nil {
			t.Fatal(err)
		}
		return m
	}
	path := t.TempDir() + "/m.safetensors"
	from := trained("sgd(momentum=0.9)")
	if _, err := from.Fit(x, y, Epochs(3)); err != nil {
		t.Fatal(err)
	}
	if err := from.Save(path); err != nil {
		t.Fatal(err)
	}
	to := trained("adagrad")
	if _, err := to.Fit(x, y, Epochs(2)); err != nil {
		t.Fatal(err)
	}
	if err := to.LoadWeights(path); err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(to.Notes(), " "); !strings.Contains(notes, "the file has what sgd remembers, the model is compiled with adagrad") {
		t.Errorf("notes: %s", notes)
	}
	j := to.job.Load()
	if err := j.resume(); err != nil {
		t.Fatal(err)
	}
	for _, v := range j.state.Variables() {
		for _, have := range v.Data {
			if have != 0.1 && v.Of >= 0 {
				t.Fatalf("%s has %g; adagrad begins with 0.1", v.Name, have)
			}
		}
	}
}
