package metrics

import "github.com/layercake-go/layercake/internal/kernel"

var _ = fixed("Sum", Metric{New: func(n int) State { return &sum{n: n} }})

// Sum is the weighted sum of the predictions, whatever the targets are. It takes
// name.
func Sum(more ...any) *Metric { return construct("Sum", more) }

type sum struct {
	n     int
	total [1]float64
}

func (s *sum) Reset()            { s.total[0] = 0 }
func (s *sum) Result() []float64 { return s.total[:] }

func (s *sum) Update(p, _, w []float32) {
	for r := 0; (r+1)*s.n <= len(p); r++ {
		x := kernel.Sum(p[r*s.n : (r+1)*s.n])
		switch {
		case w == nil:
			s.total[0] += x
		case w[r] != 0:
			s.total[0] += float64(float64(w[r]) * x)
		}
	}
}
