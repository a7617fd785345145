package metrics_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/losses"
	. "github.com/layercake-go/layercake/metrics"
)

// variants are all metrics, each with the arguments that change its arithmetic.
func variants() []string {
	list := []string{
		"mean_metric_wrapper(huber)", "auc(curve=PR)", "auc(thresholds=[0.1, 0.2], curve=pr, summation_method=minoring)",
		"auc(multi_label=true, label_weights=[1, 2, 3, 4], from_logits=true)", "auc(label_weights=[1, 2, 3, 4], curve=PRGAIN)",
		"precision([0.7, 0.2])", "recall(top_k=2)", "precision(class_id=3)", "f1_score(micro)", "f1_score(threshold=0.5)",
		"r2_score(None)", "r2_score(variance_weighted_average, 2)", "sparse_categorical_crossentropy(ignore_class=1)",
		"sparse_top_k_categorical_accuracy(2, true)", "true_positives([0, 0.5, 1])",
	}
	for _, e := range builtin {
		if e.Name != "mean_metric_wrapper" {
			list = append(list, e.Name)
		}
	}
	return list
}

const n = 4

func get(t *testing.T, v any) *Metric {
	t.Helper()
	m, err := Get(v)
	if err != nil {
		t.Fatal(v, err)
	}
	return m
}

// rows are random ones, more than are measured at once, with targets and weights.
func rows(m *Metric) (p, t, w []float32) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 150 {
		w = append(w, float32(r.IntN(3)))
		for range n {
			p = append(p, float32(r.Float64()))
		}
		for range m.Width(n) {
			t = append(t, float32(r.IntN(2)))
		}
	}
	return p, t, w
}

func TestUpdate(t *testing.T) {
	for _, text := range variants() {
		m := get(t, text)
		p, want, w := rows(m)
		k := m.Width(n)
		for _, weights := range [][]float32{nil, w} {
			all, single := m.New(n), m.New(n)
			if allocs := testing.AllocsPerRun(5, func() {
				all.Reset()
				all.Update(p, want, weights)
				all.Result()
			}); allocs != 0 {
				t.Errorf("%s: %g allocations", text, allocs)
			}
			for r := range w {
				var one []float32
				if weights != nil {
					one = w[r : r+1]
				}
				single.Update(p[r*n:(r+1)*n], want[r*k:(r+1)*k], one)
			}
			if a, b := all.Result(), single.Result(); !equal(a, b) || math.IsNaN(a[0]) {
				t.Errorf("%s: all rows at once %v, one by one %v", text, a, b)
			}
		}
	}
}

// A row of weight 2 is two rows, and one of weight 0 is none.
func TestWeights(t *testing.T) {
	for _, text := range variants() {
		if strings.HasPrefix(text, "r2_score(variance") || strings.Contains(text, "ignore_class") {
			continue // Keras counts those rows whatever they weigh; see TestIgnoreClass and TestAdjusted
		}
		m := get(t, text)
		p, want, w := rows(m)
		weighed, repeated := m.New(n), m.New(n)
		weighed.Update(p, want, w)
		k := m.Width(n)
		for r, x := range w {
			for range int(x) {
				repeated.Update(p[r*n:(r+1)*n], want[r*k:(r+1)*k], nil)
			}
		}
		for i, v := range weighed.Result() {
			if u := repeated.Result()[i]; math.Abs(u-v) > 1e-9*math.Abs(u) {
				t.Errorf("%s: %g with weights, %g with repeated rows", text, v, u)
			}
		}
	}
}

func TestIgnoreClass(t *testing.T) {
	m := get(t, "sparse_categorical_crossentropy(ignore_class=-1)")
	p, want := []float32{0.5, 0.5, 0.25, 0.75}, []float32{0, -1}
	for weights, value := range map[*[]float32]float64{nil: math.Ln2 / 2, {1, 1}: math.Ln2} {
		s := m.New(2)
		if weights == nil {
			weights = new([]float32)
		}
		s.Update(p, want, *weights)
		if got := s.Result()[0]; math.Abs(got-value) > 1e-6 {
			t.Errorf("weights %v: %g, want %g", *weights, got, value)
		}
	}
}

func TestAdjusted(t *testing.T) {
	m := get(t, "r2_score(num_regressors=2)")
	s := m.New(1)
	p, want := []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}
	s.Update(p[:3], want[:3], nil)
	if got := s.Result()[0]; got != 1 {
		t.Errorf("too few samples: %g, want the plain score", got)
	}
	s.Update(p[3:], want[3:], nil)
	if got := s.Result()[0]; math.Abs(got-(1-0.2*3/1)) > 1e-9 {
		t.Errorf("%g, want 0.4", got)
	}
}

func equal(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || x != x && y != y })
}

func TestRender(t *testing.T) {
	for _, text := range variants() {
		m := get(t, text)
		back := get(t, m.Call().Full())
		if back.Call().Full() != m.Call().Full() || !Registered(m) || m.Width == nil {
			t.Errorf("%s renders as %s, which is %s", text, m.Call().Full(), back.Call().Full())
		}
	}
	m := AUC(100, "PR", call.Arg{Name: "name", Value: "area"})
	if m.String() != "auc(num_thresholds=100, curve=PR, name=area)" || m.Label != "area" || m.Err() != nil {
		t.Errorf("%s, %s, %v", m, m.Label, m.Err())
	}
}

func TestHigher(t *testing.T) {
	higher := "accuracy auc binary_accuracy categorical_accuracy cosine_similarity f1_score precision r2_score recall" +
		" sparse_categorical_accuracy sparse_top_k_categorical_accuracy top_k_categorical_accuracy true_negatives true_positives"
	for _, text := range variants() {
		m := get(t, text)
		if want := slices.Contains(strings.Fields(higher), m.Name); m.Higher != want {
			t.Errorf("%s: more is better: %v, want %v", m.Name, m.Higher, want)
		}
	}
}

func TestAccuracy(t *testing.T) {
	for _, c := range []struct {
		link    string
		integer bool
		n       int
		logits  bool
		want    string
	}{
		{"softmax", true, 10, false, "sparse_categorical_accuracy"},
		{"softmax", true, 10, true, "sparse_categorical_accuracy"},
		{"softmax", false, 10, false, "categorical_accuracy"},
		{"sigmoid", false, 1, false, "binary_accuracy"},
		{"sigmoid", false, 1, true, "binary_accuracy(threshold=0.0)"},
		{"sigmoid", false, 5, false, "binary_accuracy"},
		{"", false, 1, false, "binary_accuracy"},
		{"", false, 5, false, "categorical_accuracy"},
	} {
		if got := Accuracy(c.link, c.integer, c.n, c.logits).String(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestFits(t *testing.T) {
	for text, want := range map[string]string{
		"auc":                                 "",
		"auc(multi_label=true, num_labels=4)": "",
		"auc(multi_label=true, num_labels=3)": "num_labels: want 4, the number of outputs, have 3",
		"auc(label_weights=[1, 2])":           "label_weights: want 4, one for each output, have 2",
		"precision(top_k=5)":                  "top_k: want at most 4, the number of outputs, have 5",
		"recall(class_id=4)":                  "class_id: want 0 to 3, have 4",
		"recall(class_id=3, top_k=4)":         "",
	} {
		m := get(t, text)
		got := ""
		if err := m.Fits(n); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if err := get(t, "auc(1000000, multi_label=true)").Fits(1000); err == nil {
		t.Error("a billion points fit")
	}
}

func TestErrors(t *testing.T) {
	option := call.Arg{Name: "curve", Value: "PR"}
	for want, v := range map[string]any{
		`unknown metric "acuracy"; did you mean "accuracy"?`:                               "acuracy",
		"k: want at least 1, have 0":                                                       "top_k_categorical_accuracy(0)",
		"num_thresholds: want 2 to 1048576, have 1":                                        "auc(1)",
		"num_thresholds: want 2 to 1048576, have 2000000000":                               "auc(2000000000)",
		`curve: want roc, pr or prgain, have "RC"; did you mean "roc"?`:                    "auc(curve=RC)",
		"num_labels: want multi_label=true with it":                                        "auc(num_labels=3)",
		"thresholds: want 0 to 1, have 2":                                                  "precision(2)",
		"thresholds: want 0 to 1, have -1":                                                 "auc(thresholds=[-1])",
		"thresholds: want at least one":                                                    "recall([])",
		"top_k: want at least 1, have 0":                                                   "recall(top_k=0)",
		"class_id: want at least 0, have -1":                                               "recall(class_id=-1)",
		`average: want micro, macro, weighted or None, have "mcro"; did you mean "micro"?`: "f1_score(mcro)",
		"threshold: want more than 0, up to 1, have 0":                                     "f1_score(threshold=0)",
		"num_regressors: want at least 0, have -1":                                         "r2_score(num_regressors=-1)",
		"axis: want -1, the last axis, have 0; put that axis last, with Permute":           "cosine_similarity(0)",
		"label_smoothing: want 0 to 1, have 2":                                             "bce(label_smoothing=2)",
		"mean_metric_wrapper needs fn":                                                     "mean_metric_wrapper",
		"auc: 3 stands after the option curve; options come last":                          AUC(option, 3),
		"delta: want more than 0, have 0":                                                  losses.Huber(0),
		`metric "mine" needs New`:                                                          &Metric{Name: "mine"},
		"want a metric, have none":                                                         (*Metric)(nil),
	} {
		if _, err := Get(v); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestAsLogits(t *testing.T) {
	m, err := AUC().AsLogits()
	if err != nil || m.String() != "auc(from_logits=true)" {
		t.Errorf("%v, %v", m, err)
	}
	if _, err := Precision().AsLogits(); err == nil || err.Error() != "metric precision takes no scores: it has no from_logits" {
		t.Error(err)
	}
}

func TestLossAsMetric(t *testing.T) {
	m := get(t, losses.Huber(2))
	if m.String() != "mean_metric_wrapper(huber(delta=2.0), name=huber)" || m.Label != "huber" {
		t.Errorf("%s, %q", m, m.Label)
	}
}

func TestRegister(t *testing.T) {
	mine := &Metric{Name: "my_metric", New: get(t, "mse").New}
	if m := get(t, mine); m == mine || m.Width(3) != 3 {
		t.Errorf("%+v", m)
	}
	if err := Register(mine); err != nil {
		t.Fatal(err)
	}
	if m := get(t, "MyMetric"); m.String() != "my_metric" || m.Width(3) != 3 {
		t.Error(m)
	}
	for want, m := range map[string]*Metric{
		`metrics: metric "my_metric" is taken already, by my_metric`: mine,
		`metrics: metric "half" needs New`:                           {Name: "half"},
	} {
		if err := Register(m); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
