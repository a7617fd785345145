package metrics_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	. "github.com/layercake-go/layercake/metrics"
)

const vectors = "testdata/metrics.jsonl"

const tierC = "not built: of the least used of Keras's metrics"

var unmet = golden.Unmet{
	"CosineSimilarity/axis0":   "only the last axis is a row; another one takes a Permute",
	"MeanIoU":                  tierC,
	"IoU":                      tierC,
	"BinaryIoU":                tierC,
	"OneHotIoU":                tierC,
	"OneHotMeanIoU":            tierC,
	"ConcordanceCorrelation":   tierC,
	"PearsonCorrelation":       tierC,
	"FBetaScore":               tierC,
	"PrecisionAtRecall":        tierC,
	"RecallAtPrecision":        tierC,
	"SensitivityAtSpecificity": tierC,
	"SpecificityAtSensitivity": tierC,
}

type goldenCase struct {
	Cls     string
	Kwargs  golden.Args
	Default string       `json:"default_name"`
	Reset   golden.Array `json:"reset_result"`
	Steps   []struct {
		True    golden.Array `json:"y_true"`
		Pred    golden.Array `json:"y_pred"`
		Values  golden.Array
		Weights golden.Array `json:"sample_weight"`
		Result  golden.Array
	}
}

func TestGolden(t *testing.T) {
	golden.Check(t, vectors, unmet, func(t testing.TB, raw json.RawMessage) {
		var c goldenCase
		golden.Decode(t, raw, &c)
		m, err := Get(call.Call{Name: c.Cls, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		var s State
		for i, step := range c.Steps {
			if step.Pred.Data == nil {
				step.Pred, step.True = step.Values, step.Values // any targets will do
			}
			n := columns(step.Pred.Shape)
			if s == nil {
				if m.Fits != nil && m.Fits(n) != nil {
					t.Fatal(m.Fits(n))
				}
				s = m.New(n)
			}
			s.Update(step.Pred.Data, step.True.Data, repeat(step.Weights.Data, len(step.Pred.Data)/n))
			golden.Near(t, "result of step "+string(rune('0'+i)), singles(s.Result()), step.Result)
		}
		key := m.Label
		if key == "" {
			key = m.Name
		}
		if want := strings.TrimRight(c.Default, "_0123456789"); key != want {
			t.Errorf("the key in the history is %q, want %q", key, want)
		}
		s.Reset()
		golden.Near(t, "after reset", singles(s.Result()), c.Reset)
	})
}

// columns is the length of a row; values without a second axis are rows of one.
func columns(shape []int) int {
	if len(shape) < 2 {
		return 1
	}
	return shape[len(shape)-1]
}

// repeat gives the weight of a sample to each of its rows.
func repeat(w []float32, rows int) []float32 {
	if w == nil {
		return nil
	}
	out := make([]float32, rows)
	for r := range out {
		out[r] = w[r*len(w)/rows]
	}
	return out
}

func singles(x []float64) (y []float32) {
	for _, v := range x {
		y = append(y, float32(v))
	}
	return y
}
