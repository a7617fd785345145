package sequential_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// series are n samples of steps·features numbers.
func series(n, size int) [][]float32 {
	x := make([][]float32, n)
	for i := range x {
		x[i] = make([]float32, size)
		for k := range x[i] {
			x[i][k] = float32(math.Sin(float64(3*i + k*k)))
		}
	}
	return x
}

// TestSession sees that steps one by one, or a few at a time, give what the whole
// sequence gives, bit by bit.
func TestSession(t *testing.T) {
	const steps, features = 9, 3
	for name, model := range map[string]*sequential.Model{
		"LSTM":      sequential.New(Input(steps, features), LSTM(4, with.Stateful(true)), Dense(2, "softmax")),
		"GRU":       sequential.New(Input(steps, features), GRU(4, with.Stateful(true), with.ReturnSequences(true)), GRU(3, with.Stateful(true)), Dense(2)),
		"SimpleRNN": sequential.New(Input(steps, features), Masking(), SimpleRNN(4, with.Stateful(true), with.Dropout(0.5))),
	} {
		if err := model.BuildFor(steps, features); err != nil {
			t.Fatal(err)
		}
		s, err := model.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range series(2, steps*features) {
			clear(row[2*features : 3*features]) // masked, where there is a mask
			want := make([]float32, model.Output().Size())
			if err := model.PredictTo(want, row); err != nil {
				t.Fatal(err)
			}
			s.Reset()
			if _, err := s.Predict(row[:5*features]); err != nil {
				t.Fatal(err)
			}
			y, err := s.Predict(row[5*features:])
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range y.Row(3) {
				if math.Float32bits(v) != math.Float32bits(want[i]) {
					t.Errorf("%s: output %d is %v after single steps, %v for the sequence", name, i, v, want[i])
				}
			}
		}
	}
}

func TestSessionAllocatesNothing(t *testing.T) {
	model := sequential.New(Input(8, 2), GRU(4, with.Stateful(true)), Dense(2, "softmax"))
	s, err := model.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	x, y := []float32{1, 2}, make([]float32, 2)
	if n := testing.AllocsPerRun(20, func() { err = s.PredictTo(y, x) }); n > 0 || err != nil {
		t.Errorf("%v allocations, %v", n, err)
	}
}

func TestSessionRefuses(t *testing.T) {
	for _, c := range []struct {
		model *sequential.Model
		want  string
	}{
		{sequential.New(LSTM(2)), "the shape of the input is not known"},
		{sequential.New(Input(4, 2), LSTM(2)), "no layer keeps a state: give a recurrent one stateful=true"},
		{sequential.New(Input(4, 2), LSTM(2, with.ReturnSequences(true), with.Stateful(true)), Flatten(), Dense(1)), "for a single step some layer has weights of another shape"},
		{sequential.New(Input(), Dense(2)), "wants an input with at least one axis"},
	} {
		if _, err := c.model.NewSession(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	s, err := sequential.New(Input(4, 2), LSTM(2, with.Stateful(true))).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		x    any
		want string
	}{
		{[]float32{1, 2, 3}, "want steps of 2 values, have [3]"},
		{[]float32{1, float32(math.NaN())}, "row 0, column 1, counted from 0: x is NaN"},
	} {
		if _, err := s.Predict(c.x); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.x, err, c.want)
		}
	}
}

// TestEmbeddingOutOfRange sees that a number without a vector is an error with
// the sample's own row, wherever that is in a batch.
func TestEmbeddingOutOfRange(t *testing.T) {
	model := sequential.New(Input(3), Embedding(5, 2), Flatten(), Dense(1))
	if err := model.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	x, y := make([][]float32, 700), make([]float32, 700)
	for i := range x {
		x[i] = []float32{0, 1, 4}
	}
	for _, bad := range []float32{5, -1, 3e9} {
		x[600][2] = bad
		want := fmt.Sprintf("row 600, column 2, counted from 0: x is %g; the embeddings have numbers from 0 to 4", bad)
		_, predict := model.Predict(x)
		_, fit := model.Fit(x, y, sequential.Epochs(1))
		_, evaluate := model.Evaluate(x, y)
		_, explain := model.Explain(x[600:601])
		for what, err := range map[string]error{"Predict": predict, "Fit": fit, "Evaluate": evaluate} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", what, err, want)
			}
		}
		if explain == nil {
			t.Error("Explain: no error")
		}
	}
}

// TestMaskedLoss sees that masked steps count neither in loss nor in metrics.
func TestMaskedLoss(t *testing.T) {
	model := sequential.New(Input(3), Embedding(4, 2, with.MaskZero(true)), LSTM(3, with.ReturnSequences(true)), Dense(2, "softmax"))
	if err := model.Compile("sgd", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		t.Fatal(err)
	}
	x := [][]float32{{1, 2, 0}, {3, 0, 0}}
	one, err := model.Evaluate(x, [][]float32{{0, 1, 0}, {1, 0, 0}})
	if err != nil {
		t.Fatal(err)
	}
	other, err := model.Evaluate(x, [][]float32{{0, 1, 1}, {1, 1, 1}})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range one {
		if s != other[i] {
			t.Errorf("%v, and with other targets where nothing counts %v", s, other[i])
		}
	}
}

// A loss that reads probabilities does not take the output of a recurrent layer
// for scores.
func TestRecurrentOutputIsNoScore(t *testing.T) {
	model := sequential.New(Input(3, 2), LSTM(2))
	err := model.Compile("sgd", "sparse_categorical_crossentropy")
	want := "reads probabilities, and LSTM does not make them; put a Dense with softmax after it"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// The weights of this layer make it add up what it reads. Its session goes on
// from call to call with the sum.
func ExampleModel_NewSession() {
	model := sequential.New(Input(4, 1), SimpleRNN(1, nil, with.Stateful(true), with.KernelInitializer("ones"), with.RecurrentInitializer("ones")))
	session, err := model.NewSession()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range []float32{1, 2, 3} {
		y, err := session.Predict([]float32{x})
		fmt.Println(y, err)
	}
	session.Reset()
	fmt.Println(session.Predict([]float32{1, 2, 3}))
	// Output:
	// (1, 1) [[1]] <nil>
	// (1, 1) [[3]] <nil>
	// (1, 1) [[6]] <nil>
	// (3, 1) [[1] [3] [6]] <nil>
}

// TestExplainSequences: of a layer at every position the first is explained; of a
// recurrent one only what comes out.
func TestExplainSequences(t *testing.T) {
	for _, c := range []struct {
		model *sequential.Model
		want  []string
	}{
		{sequential.New(Input(3, 2), GRU(4, with.ReturnSequences(true)), Dense(2, "softmax")),
			[]string{"It has 3 positions a sample; this is the first of them.", "Softmax is over the last axis of (None, 3, 2): 2 together, 3 times, at each position anew.", "Then softmax, once, on the two of them together"}},
		{sequential.New(Input(3, 2), LSTM(4)),
			[]string{`Layer "lstm": LSTM 4, no plain sums.`, "Its outputs are made inside", "Inside: at every step its sums read"}},
		{sequential.New(Input(3, 2), Dense(4), Softmax(1)),
			[]string{`Layer "softmax": Softmax 4, no plain sums.`, "It has 3 positions a sample", "Inside: softmax along axis (1): 3 together, 4 times; each time they add up to 1."}},
	} {
		e, err := c.model.Explain([][][]float32{{{1, 2}, {3, 4}, {5, 6}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(e.String(), want) {
				t.Errorf("no %q in\n%s", want, e)
			}
		}
	}
}

// TestStatefulNote: who asks for a state is told where it is kept.
func TestStatefulNote(t *testing.T) {
	model := sequential.New(Input(3, 2), GRU(4, with.Stateful(true)), Dense(1))
	if err := model.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(model.Notes(), "\n"); !strings.Contains(notes, "NewSession") {
		t.Errorf("notes: %s", notes)
	}
	if text := model.Summary(); !strings.Contains(text, "each step and the state so far") {
		t.Error(text)
	}
}

// TestSessionsDuringFit runs two sessions while the model learns: the race
// detector sees what they share.
func TestSessionsDuringFit(t *testing.T) {
	model := sequential.New(Input(4, 2), GRU(3, with.Stateful(true)), Dense(1))
	if err := model.Compile("adam", "mse"); err != nil {
		t.Fatal(err)
	}
	x, y := data.New(64, 4, 2), data.New(64, 1)
	done := make(chan error, 2)
	for range 2 {
		s, err := model.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			out := make([]float32, 1)
			for range 300 {
				if err := s.PredictTo(out, []float32{1, 2}); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	if _, err := model.Fit(x, y, sequential.Epochs(5)); err != nil {
		t.Error(err)
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
