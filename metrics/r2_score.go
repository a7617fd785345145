package metrics

import (
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("R2Score", newR2)

type r2 struct {
	Aggregation *string `yaml:"class_aggregation" default:"uniform_average" doc:"uniform_average, variance_weighted_average, or None: one result for each column"`
	Regressors  int     `yaml:"num_regressors" default:"0" doc:"the number of independent inputs, for the adjusted score"`
	named
}

// R2Score is the coefficient of determination: 1 less the squared error over the
// variance of the targets. 1 is perfect, and 0 as good as the mean. It takes
// class_aggregation (uniform_average), num_regressors (0) and name.
//
// As in Keras, the adjusted score takes the number of values, not of rows, for
// the number of samples; without enough of them the plain score stands.
func R2Score(more ...any) *Metric { return construct("R2Score", more) }

func newR2(p *r2) (*Metric, error) {
	s := r2State{aggregation: "none", regressors: float64(p.Regressors)}
	var err error
	if p.Aggregation != nil {
		s.aggregation, err = choose("class_aggregation", *p.Aggregation, []string{"uniform_average", "variance_weighted_average"}, "None")
	}
	if err == nil && p.Regressors < 0 {
		err = registry.Bad("num_regressors", "want at least 0, have %d", p.Regressors)
	}
	if err != nil {
		return nil, err
	}
	return &Metric{Higher: true, New: func(n int) State {
		s := s
		s.columns, s.result = make([]spread, n), make([]float64, n)
		return &s
	}}, nil
}

// spread is what is summed up of one column.
type spread struct{ sum, squares, errors, count float64 }

type r2State struct {
	aggregation string
	regressors  float64
	values      float64
	columns     []spread
	result      []float64
}

func (s *r2State) Reset() {
	s.values = 0
	clear(s.columns)
}

func (s *r2State) Update(p, t, w []float32) {
	n := len(s.columns)
	for r := 0; (r+1)*n <= len(p); r++ {
		s.values += float64(n)
		weight := 1.0
		if w != nil {
			weight = float64(w[r])
		}
		if weight == 0 {
			continue
		}
		for i := range s.columns {
			s.columns[i].add(float64(p[r*n+i]), float64(t[r*n+i]), weight)
		}
	}
}

func (c *spread) add(p, t, weight float64) {
	c.sum += float64(t * weight)
	c.squares += float64(t * t * weight)
	c.errors += float64((t - p) * (t - p) * weight)
	c.count += weight
}

// score is that of a column, and the variance that it has to explain, times the
// count.
func (c spread) score() (score, variance float64) {
	variance = c.squares - float64(c.sum*(c.sum/c.count))
	score = 1 - c.errors/variance
	if math.IsInf(score, 0) {
		score = 0
	}
	return score, variance
}

func (s *r2State) Result() []float64 {
	mean, weighted, whole := 0.0, 0.0, 0.0
	for i, c := range s.columns {
		score, variance := c.score()
		s.result[i] = score
		mean += score
		weighted += float64(score * variance)
		whole += variance
	}
	result := s.result
	switch s.aggregation {
	case "uniform_average":
		result = s.result[:1]
		result[0] = mean / float64(len(s.columns))
	case "variance_weighted_average":
		result = s.result[:1]
		result[0] = weighted / whole
	}
	if rest := s.values - s.regressors - 1; s.regressors > 0 && rest > 0 {
		for i, score := range result {
			result[i] = 1 - float64((1-score)*(s.values-1)/rest)
		}
	}
	return result
}
