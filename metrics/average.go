package metrics

import "math"

// chunk is how many rows are measured at once.
const chunk = 64

// average is the weighted mean of one number a row.
type average struct {
	n, width int
	rows     func(v, p, t []float32, n int) // sets v[r] for row r
	leave    func(w, t []float32, n int)    // zeroes the weights of rows to leave out; or nil
	root     bool                           // of the mean

	total, count float64
	v, w         [chunk]float32
	result       [1]float64
}

// averaged makes States of a number a row, with as many targets as predictions.
func averaged(rows func(v, p, t []float32, n int)) func(n int) State {
	return func(n int) State { return &average{n: n, width: n, rows: rows} }
}

// numbered is averaged for targets that are the numbers of classes.
func numbered(rows func(v, p, t []float32, n int)) func(n int) State {
	return func(n int) State { return &average{n: n, width: 1, rows: rows} }
}

func (s *average) Reset() { s.total, s.count = 0, 0 }

func (s *average) Update(p, t, w []float32) {
	for len(p) >= s.n {
		k := min(chunk, len(p)/s.n)
		s.rows(s.v[:k], p[:k*s.n], t[:k*s.width], s.n)
		if w == nil {
			s.add(s.v[:k])
		} else {
			s.weigh(s.v[:k], t[:k*s.width], w[:k])
			w = w[k:]
		}
		p, t = p[k*s.n:], t[k*s.width:]
	}
}

func (s *average) add(v []float32) {
	s.count += float64(len(v))
	for _, x := range v {
		s.total += float64(x)
	}
}

// weigh looks at no row of weight 0, which may hold anything.
func (s *average) weigh(v, t, w []float32) {
	weights := s.w[:copy(s.w[:], w)]
	if s.leave != nil {
		s.leave(weights, t, s.n)
	}
	for r, x := range weights {
		if x != 0 {
			s.count += float64(x)
			s.total += float64(float64(x) * float64(v[r]))
		}
	}
}

func (s *average) Result() []float64 {
	s.result[0] = ratio(s.total, s.count)
	if s.root {
		s.result[0] = math.Sqrt(s.result[0])
	}
	return s.result[:]
}

// ratio is a/b, and 0 where b is.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
