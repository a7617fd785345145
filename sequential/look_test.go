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

// What an LSTM worked with can be looked at: its gates, its cell and its output.
func ExampleModel_Look() {
	model := sequential.New(Input(2, 1), LSTM(3), Dense(1))
	_, looks, err := model.Look([][][]float32{{{0.5}, {-1}}})
	if err != nil {
		fmt.Println(err)
	}
	for _, s := range looks[0].Inside[0].Seen {
		fmt.Println(s.Name, s.Shape, len(s.Values), s.Gate)
	}
	// Output:
	// input gate i (None, 2, 3) 6 true
	// forget gate f (None, 2, 3) 6 true
	// output gate o (None, 2, 3) 6 true
	// candidate g (None, 2, 3) 6 false
	// cell c (None, 2, 3) 6 false
	// output h (None, 2, 3) 6 false
}

// seen are the values by the last letter of their names.
func seen(in sequential.Inside) map[string][]float32 {
	v := map[string][]float32{}
	for _, s := range in.Seen {
		v[s.Name[strings.LastIndex(s.Name, " ")+1:]] = s.Values
	}
	return v
}

func isNear(t *testing.T, what string, have float32, want float64) {
	t.Helper()
	if math.IsNaN(float64(have)) || math.Abs(float64(have)-want) > 1e-6 {
		t.Errorf("%s is %g, want %g", what, have, want)
	}
}

var walk = [][][]float32{{{0.5, 1}, {-1, 0.2}, {0, 0}, {2, -0.7}}}

// TestLookLSTM: what is seen obeys the equations of the layer, in the order of
// time, whichever way it reads; at a masked step gates have no value.
func TestLookLSTM(t *testing.T) {
	for _, back := range []bool{false, true} {
		m := sequential.New(Input(4, 2), Masking(), LSTM(3, with.GoBackwards(back), with.ReturnSequences(true)))
		_, looks, err := m.Look(walk)
		if err != nil {
			t.Fatal(err)
		}
		v, y := seen(looks[1].Inside[0]), looks[1].Y
		for s := range 4 {
			at, before := s, s-1
			if back {
				at, before = 3-s, 4-s
			}
			for k := range 3 {
				n, c0 := at*3+k, 0.0
				if s > 0 {
					c0 = float64(v["c"][before*3+k])
				}
				isNear(t, "the output", y[s*3+k], float64(v["h"][n]))
				if at == 2 {
					isNear(t, "a masked cell", v["c"][n], c0)
					if v["f"][n] == v["f"][n] {
						t.Errorf("a masked gate is %g", v["f"][n])
					}
					continue
				}
				isNear(t, "c", v["c"][n], float64(v["f"][n])*c0+float64(v["i"][n])*float64(v["g"][n]))
				isNear(t, "h", v["h"][n], float64(v["o"][n])*math.Tanh(float64(v["c"][n])))
			}
		}
	}
}

// TestLookGRU: the same for both kinds of GRU, in a layer around them.
func TestLookGRU(t *testing.T) {
	for _, after := range []bool{false, true} {
		m := sequential.New(Input(4, 2), Bidirectional(GRU(3, with.ResetAfter(after))))
		_, looks, err := m.Look(walk)
		if err != nil {
			t.Fatal(err)
		}
		inside := looks[0].Inside
		if len(inside) != 2 || inside[0].Layer != "forward_gru" || inside[1].Layer != "backward_gru" {
			t.Fatalf("%+v", inside)
		}
		v := seen(inside[0])
		for s := range 4 {
			for k := range 3 {
				n, h0 := s*3+k, 0.0
				if s > 0 {
					h0 = float64(v["h"][n-3])
				}
				z := float64(v["z"][n])
				isNear(t, "h", v["h"][n], z*h0+(1-z)*float64(v["g"][n]))
				if r := v["r"][n]; !(r > 0 && r < 1) {
					t.Errorf("r is %g", r)
				}
			}
		}
		for k := range 3 {
			isNear(t, "the output", looks[0].Y[k], float64(v["h"][9+k]))
			isNear(t, "the output of the other", looks[0].Y[3+k], float64(seen(inside[1])["h"][k]))
		}
	}
}

// TestLookShapes: a layer run at every step shows its first; a wrong sample is told.
func TestLookShapes(t *testing.T) {
	m := sequential.New(Input(2, 4, 2), TimeDistributed(SimpleRNN(3)))
	film := [][][][]float32{{walk[0], walk[0]}}
	x, looks, err := m.Look(film)
	if err != nil {
		t.Fatal(err)
	}
	v := seen(looks[0].Inside[0])["h"]
	if len(x) != 16 || len(v) != 12 || looks[0].Inside[0].Layer == "" {
		t.Fatalf("%d values in, %+v", len(x), looks[0].Inside)
	}
	for k := range 3 {
		isNear(t, "the output", looks[0].Y[k], float64(v[9+k]))
	}
	if _, _, err := m.Look(walk); err == nil || !strings.Contains(err.Error(), "4, 2") || !strings.Contains(err.Error(), "2, 4, 2") {
		t.Errorf("a wrong sample: %v", err)
	}
}

// TestSoftmaxAlongSteps: it makes no shares over the last axis, which a
// cross-entropy wants; its outputs are not taken for scores either.
func TestSoftmaxAlongSteps(t *testing.T) {
	m := sequential.New(Input(3, 2), Dense(4), Softmax(1))
	err := m.Compile("adam", "categorical_crossentropy")
	if err == nil || !strings.Contains(err.Error(), "reads probabilities, and Softmax does not make them") {
		t.Errorf("%v", err)
	}
	if err := m.Compile("adam", "mse"); err != nil {
		t.Error(err)
	}
}

// TestSoftmaxAtEveryStep: a softmax inside a TimeDistributed layer is counted over
// all steps, wherever it is spoken of.
func TestSoftmaxAtEveryStep(t *testing.T) {
	m := sequential.New(Input(4, 8, 8, 3), TimeDistributed(Conv2D(4, 3, "softmax")))
	if err := m.Compile("sgd", "mse"); err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"summary": m.Summary(), "notes": strings.Join(m.Notes(), " ")} {
		if !strings.Contains(text, "144 times") || strings.Contains(text, "36 times") {
			t.Errorf("%s: %s", what, text)
		}
	}
	if notes := strings.Join(m.Notes(), " "); !strings.Contains(notes, `"time_distributed"`) {
		t.Errorf("notes: %s", notes)
	}
	e, err := m.Explain(data.New(1, 4, 8, 8, 3))
	if err != nil {
		t.Fatal(err)
	}
	if text := e.String(); !strings.Contains(text, "(None, 4, 6, 6, 4): 4 together, 144 times") {
		t.Errorf("explanation: %s", text)
	}
}
