package callbacks

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/sequential"
)

// decision is what Keras's callback decided on a series of losses.
type decision struct {
	Name, Callback string
	Kwargs         map[string]any
	Series         []float64
	StoppedEpoch   int       `json:"stopped_epoch"`
	Best           float64   `json:"best"`
	BestEpoch      int       `json:"best_epoch"`
	Rates          []float64 `json:"lr_after_epoch"`
}

// TestDecisions runs Keras's cases in a real Fit whose losses are replaced.
func TestDecisions(t *testing.T) {
	file, err := os.Open("testdata/decisions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases := 0
	for lines := bufio.NewScanner(file); lines.Scan(); cases++ {
		var d decision
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		t.Run(d.Name, func(t *testing.T) { d.check(t) })
	}
	if cases != 10 {
		t.Errorf("%d cases, want 10", cases)
	}
}

func (d *decision) check(t *testing.T) {
	c := call.Call{Name: d.Callback}
	for k, v := range d.Kwargs {
		c.Args = append(c.Args, call.Arg{Name: k, Value: v})
	}
	cb, err := Get(c)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a callback starts afresh
		m := still(t, "sgd(1.0)")
		var rates []float64
		x, y := nothing(1)
		h, err := m.Fit(x, y, sequential.Epochs(len(d.Series)), sequential.Callbacks(series(d.Series), cb, follow(func(t *sequential.Training) {
			rates = append(rates, t.LearningRate())
		})))
		if err != nil {
			t.Fatal(err)
		}
		switch cb := cb.(type) {
		case *earlyStopping:
			if h.Epochs-1 != d.StoppedEpoch || cb.watch.best != d.Best || cb.watch.epoch != d.BestEpoch || h.Stopped == "" {
				t.Errorf("stopped after %d (%q), best %g in %d; want %+v", h.Epochs-1, h.Stopped, cb.watch.best, cb.watch.epoch, d)
			}
		case *reduceLROnPlateau:
			if len(rates) != len(d.Rates) {
				t.Fatalf("%d epochs, want %d", len(rates), len(d.Rates))
			}
			for i, r := range rates {
				if float32(r) != float32(d.Rates[i]) {
					t.Errorf("epoch %d: rate %v, want %v", i, r, d.Rates[i])
				}
			}
		default:
			t.Errorf("no check for %T", cb)
		}
	}
}
