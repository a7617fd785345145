package metrics

import (
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("AUC", newAUC)

type auc struct {
	NumThresholds int       `yaml:"num_thresholds" default:"200" doc:"how many points the curve has; with thresholds, it is theirs"`
	Curve         string    `yaml:"curve" default:"ROC" doc:"ROC, PR (precision and recall) or PRGAIN"`
	Summation     string    `yaml:"summation_method" default:"interpolation" doc:"interpolation, minoring or majoring"`
	Thresholds    []float64 `yaml:"thresholds" default:"None" doc:"where the points of the curve are, besides both ends"`
	MultiLabel    bool      `yaml:"multi_label" default:"false" doc:"a curve for each column, and the mean of their areas"`
	NumLabels     *int      `yaml:"num_labels" default:"None" doc:"the number of columns, with multi_label"`
	LabelWeights  []float64 `yaml:"label_weights" default:"None" doc:"the weight of each column"`
	FromLogits    bool      `yaml:"from_logits" default:"false" doc:"predictions are scores, from before sigmoid"`
	named
}

// AUC is the area under a curve of many thresholds: ROC, the share of positives
// found against the share of false alarms, or PR, precision against recall
// (interpolated as Davis and Goadrich, 2006). 1 is perfect; for ROC ½ is chance.
// It takes num_thresholds (200), curve (ROC), summation_method (interpolation),
// thresholds, multi_label, num_labels, label_weights, from_logits and name.
func AUC(more ...any) *Metric { return construct("AUC", more) }

// most bounds the memory of one curve, and of all of them.
const (
	mostThresholds = 1 << 20
	mostPoints     = 1 << 26
)

func newAUC(p *auc) (*Metric, error) {
	a := area{multi: p.MultiLabel, weights: p.LabelWeights, scores: p.FromLogits}
	var err error
	if a.curve, err = choose("curve", p.Curve, []string{"roc", "pr", "prgain"}); err != nil {
		return nil, err
	}
	if a.heights, err = choose("summation_method", p.Summation, []string{"interpolation", "minoring", "majoring"}); err != nil {
		return nil, err
	}
	if p.NumLabels != nil {
		a.labels = *p.NumLabels
	}
	if a.labels != 0 && !p.MultiLabel {
		return nil, registry.Bad("num_labels", "want multi_label=true with it")
	}
	inner := slices.Sorted(slices.Values(p.Thresholds))
	if err := inUnit(inner); err != nil {
		return nil, err
	}
	if p.Thresholds == nil {
		if p.NumThresholds < 2 || p.NumThresholds > mostThresholds {
			return nil, registry.Bad("num_thresholds", "want 2 to %d, have %d", mostThresholds, p.NumThresholds)
		}
		for i := 1; i < p.NumThresholds-1; i++ {
			inner = append(inner, float64(i)/float64(p.NumThresholds-1))
		}
	}
	a.open, a.even = true, p.Thresholds == nil || evenly(slices.Concat([]float64{0}, inner, []float64{1}))
	a.limits = []float32{-1e-7}
	for _, x := range inner {
		a.limits = append(a.limits, float32(x))
	}
	a.limits = append(a.limits, 1+1e-7)
	return &Metric{Higher: true, Fits: a.fits, New: a.state}, nil
}

// choose reads one of some words, in any case; others may stand there besides.
func choose(key, word string, among []string, others ...string) (string, error) {
	if w := strings.ToLower(word); slices.Contains(among, w) {
		return w, nil
	}
	return "", registry.OneOf(key, word, among, others...)
}

// area sets up the area under a curve.
type area struct {
	thresholds
	curve, heights string
	multi, scores  bool
	labels         int // 0: any number
	weights        []float64
}

func (a area) fits(n int) error {
	switch {
	case a.labels != 0 && a.labels != n:
		return fmt.Errorf("num_labels: want %d, the number of outputs, have %d", n, a.labels)
	case a.weights != nil && len(a.weights) != n:
		return fmt.Errorf("label_weights: want %d, one for each output, have %d", n, len(a.weights))
	case a.multi && n > mostPoints/len(a.limits):
		return fmt.Errorf("num_thresholds: %d for each of %d outputs is too much", len(a.limits), n)
	}
	return nil
}

func (a area) state(n int) State {
	s := &curves{area: a, n: n}
	curves := 1
	if a.multi {
		curves = n
	}
	for range curves {
		s.yes = append(s.yes, make([]float64, len(a.limits)+1))
		s.no = append(s.no, make([]float64, len(a.limits)+1))
	}
	return s
}

// curves counts how many thresholds predictions are above, for each curve.
type curves struct {
	area
	n       int
	yes, no [][]float64 // by the number of thresholds
	result  [1]float64
}

func (s *curves) Reset() {
	for i := range s.yes {
		clear(s.yes[i])
		clear(s.no[i])
	}
}

func (s *curves) Update(p, t, w []float32) {
	for i, x := range p {
		curve, column, weight := 0, i%s.n, 1.0
		if w != nil {
			weight = float64(w[i/s.n])
		}
		if s.multi {
			curve = column
		} else if s.weights != nil {
			weight *= s.weights[column]
		}
		if s.scores {
			x = float32(kernel.Sigmoid(float64(x)))
		}
		if t[i] != 0 {
			s.yes[curve][s.above(x)] += weight
		} else {
			s.no[curve][s.above(x)] += weight
		}
	}
}

func (s *curves) Result() []float64 {
	sum, whole := 0.0, 0.0
	for i := range s.yes {
		weight := 1.0
		if s.multi && s.weights != nil {
			weight = s.weights[i]
		}
		sum += float64(weight * s.under(s.yes[i], s.no[i]))
		whole += weight
	}
	s.result[0] = ratio(sum, whole)
	return s.result[:]
}
