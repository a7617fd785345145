package metrics_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	. "github.com/layercake-go/layercake/metrics"
)

// What is counted is what comparing each prediction with each threshold counts.
func TestCountsByHand(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		given := make([]float64, 1+r.IntN(5))
		for i := range given {
			given[i] = float64(r.IntN(9)) / 8
		}
		var p, want, w []float32
		for range 10 {
			p, want = append(p, float32(r.IntN(17))/16), append(want, float32(r.IntN(2)))
			w = append(w, float32(r.IntN(4)))
		}
		byHand := map[string][]float64{}
		for _, limit := range given {
			var tp, fp, tn, fn float64
			for i, x := range p {
				switch yes, right := x > float32(limit), want[i] == 1; {
				case yes && right:
					tp += float64(w[i])
				case yes:
					fp += float64(w[i])
				case right:
					fn += float64(w[i])
				default:
					tn += float64(w[i])
				}
			}
			for name, v := range map[string]float64{
				"true_positives": tp, "false_positives": fp, "true_negatives": tn, "false_negatives": fn,
				"precision": tp / max(tp+fp, 1), "recall": tp / max(tp+fn, 1),
			} {
				byHand[name] = append(byHand[name], v)
			}
		}
		for name, v := range byHand {
			s := get(t, call.Call{Name: name, Args: []call.Arg{{Name: "thresholds", Value: given}}}).New(1)
			if s.Update(p, want, w); !slices.Equal(s.Result(), v) {
				t.Fatalf("%s at %v: %v, want %v", name, given, s.Result(), v)
			}
		}
	}
}

// The k largest are those that sorting puts first, of equals the first ones.
func TestTopKByHand(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		p, want := make([]float32, 6), make([]float32, 6)
		order := []int{0, 1, 2, 3, 4, 5}
		for i := range p {
			p[i], want[i] = float32(r.IntN(4)), float32(r.IntN(2))
		}
		slices.SortStableFunc(order, func(i, j int) int { return int(p[j] - p[i]) })
		for k := 1; k <= 6; k++ {
			right := 0.0
			for _, i := range order[:k] {
				right += float64(want[i])
			}
			s := Precision(call.Arg{Name: "top_k", Value: k}).New(6)
			if s.Update(p, want, nil); s.Result()[0] != right/float64(k) {
				t.Fatalf("top %d of %v for %v: %v, want %v", k, p, want, s.Result(), right/float64(k))
			}
		}
	}
}

// With many thresholds the area is that of the curve through all points: the
// share of pairs, a positive and a negative, in the right order.
func TestAUCOfPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var p, want []float32
	for i := range 100 {
		want = append(want, float32(i%2))
		p = append(p, float32(0.3*r.Float64()+0.2*float64(want[i])+0.2))
	}
	right, pairs := 0.0, 0.0
	for i, x := range p {
		for j, y := range p {
			if want[i] == 1 && want[j] == 0 {
				pairs++
				if x > y {
					right++
				}
			}
		}
	}
	s := AUC(100001).New(1)
	s.Update(p, want, nil)
	if got := s.Result()[0]; math.Abs(got-right/pairs) > 1e-9 {
		t.Errorf("%g, want %g", got, right/pairs)
	}
}

// Five predictions in order, with targets 1 1 0 1 0. Gains of 3 and 4 found:
// precision 1 − 3/2·1/2 and 1 − 3/2·1/3, recall 1 − 3/2·1/2 and 1.
func TestPrecisionRecallGain(t *testing.T) {
	s := get(t, "auc(5001, curve=PRGAIN)").New(1)
	s.Update([]float32{0.9, 0.8, 0.7, 0.6, 0.5}, []float32{1, 1, 0, 1, 0}, nil)
	// Points (recall, precision) from the top: (0, 1), (0, 1), (¼, 1), (¼, ¼), (1, ½), (1, 0).
	want := 0.25*(1+1)/2 + 0.75*(0.25+0.5)/2
	if got := s.Result()[0]; math.Abs(got-want) > 1e-9 {
		t.Errorf("%g, want %g", got, want)
	}
}

func TestNothingCounted(t *testing.T) {
	for text, want := range map[string]float64{
		"auc": 0, "auc(curve=PR)": 0, "precision": 0, "recall": 0, "f1_score(macro)": 0, "mse": 0, "rmse": 0, "sum": 0, "accuracy": 0,
	} {
		if text == "rmse" {
			text = "root_mean_squared_error"
		}
		if got := get(t, text).New(3).Result()[0]; got != want {
			t.Errorf("%s of nothing is %g, want %g", text, got, want)
		}
	}
}

// Numbers that are none must not be counted anywhere wild.
func TestOddPredictions(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	p, want := []float32{nan, inf, -inf, 7, -7, 0}, []float32{1, 1, 1, 1, 1, 1}
	for text, value := range map[string]float64{
		"recall": 2. / 6, "recall([0, 0.5, 1])": 2. / 6, "recall(1)": 2. / 6, "auc": 0, "precision(top_k=1)": 1,
		"sparse_top_k_categorical_accuracy(1)": 1, "binary_accuracy": 2. / 6,
	} {
		s := get(t, text).New(1)
		s.Update(p, want, nil)
		if text == "sparse_top_k_categorical_accuracy(1)" {
			s.Reset()
			s.Update(p[3:], []float32{0, 0, 0}, nil)
		}
		if got := s.Result()[0]; math.Abs(got-value) > 1e-9 {
			t.Errorf("%s: %g, want %g", text, got, value)
		}
	}
	s := get(t, "sparse_top_k_categorical_accuracy(3)").New(3)
	s.Update(p, []float32{-1, 9}, nil)
	s.Update(p[:3], []float32{nan}, nil)
	if got := s.Result()[0]; got != 0 {
		t.Errorf("labels that are no classes: %g, want 0", got)
	}
}
