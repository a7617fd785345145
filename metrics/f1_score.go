package metrics

import (
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("F1Score", newF1)

type f1 struct {
	Average   *string  `yaml:"average" default:"None" doc:"None, one result for each column; or micro, macro, weighted"`
	Threshold *float64 `yaml:"threshold" default:"None" doc:"a prediction above it is a yes; without it the largest of a row is"`
	named
}

// F1Score is the harmonic mean of precision and recall of each column. With
// average there is one number: micro counts all columns together, macro is the
// mean over columns, weighted is that by their positives. It takes average,
// threshold and name.
func F1Score(more ...any) *Metric { return construct("F1Score", more) }

func newF1(p *f1) (*Metric, error) {
	s := f1State{threshold: math.NaN()}
	if p.Average != nil {
		s.average = *p.Average
		if err := registry.OneOf("average", s.average, []string{"micro", "macro", "weighted"}, "None"); err != nil {
			return nil, err
		}
	}
	if p.Threshold != nil {
		if s.threshold = *p.Threshold; !(s.threshold > 0 && s.threshold <= 1) {
			return nil, registry.Bad("threshold", "want more than 0, up to 1, have %g", s.threshold)
		}
	}
	return &Metric{Higher: true, New: func(n int) State {
		s := s
		s.columns, s.result = make([]tally, n), make([]float64, n)
		return &s
	}}, nil
}

// tally is what is counted of one column.
type tally struct{ tp, fp, fn, positives float64 }

func (c tally) score() float64 {
	const small = 1e-7 // Keras's, against division by 0
	precision := c.tp / (c.tp + c.fp + small)
	recall := c.tp / (c.tp + c.fn + small)
	return 2 * precision * recall / (precision + recall + small)
}

type f1State struct {
	average   string  // "" for none
	threshold float64 // NaN for none
	columns   []tally
	result    []float64
}

func (s *f1State) Reset() { clear(s.columns) }

func (s *f1State) Update(p, t, w []float32) {
	n := len(s.columns)
	for r := 0; (r+1)*n <= len(p); r++ {
		weight := 1.0
		if w != nil {
			weight = float64(w[r])
		}
		if weight == 0 {
			continue
		}
		row := p[r*n : (r+1)*n]
		top := row[largest(row)]
		for i, x := range row {
			s.columns[i].add(s.yes(x, top), float64(t[r*n+i]), weight)
		}
	}
}

// yes reports whether x is predicted, in a row whose largest is top.
func (s *f1State) yes(x, top float32) bool {
	if s.threshold != s.threshold {
		return x >= top && math.Abs(float64(x)) > 1e-9
	}
	return x > float32(s.threshold)
}

func (c *tally) add(yes bool, t, weight float64) {
	c.positives += float64(t * weight)
	if yes {
		c.tp += float64(t * weight)
		c.fp += float64((1 - t) * weight)
	} else {
		c.fn += float64(t * weight)
	}
}

func (s *f1State) Result() []float64 {
	var all tally
	mean, weighted := 0.0, 0.0
	for i, c := range s.columns {
		f := c.score()
		s.result[i] = f
		mean += f
		weighted += float64(f * c.positives)
		all = tally{all.tp + c.tp, all.fp + c.fp, all.fn + c.fn, all.positives + c.positives}
	}
	switch s.average {
	case "micro":
		s.result[0] = all.score()
	case "macro":
		s.result[0] = mean / float64(len(s.columns))
	case "weighted":
		s.result[0] = weighted / (all.positives + 1e-7)
	default:
		return s.result
	}
	return s.result[:1]
}
