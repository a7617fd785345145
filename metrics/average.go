package metrics

import "math"

// chunk is how many rows are measured at once.
const chunk = 64

// average is the weighted mean of one number a row.
type average struct {
	n, width int
	rows     func(v, p, t []float32, n int) // sets v[r] for row r
	leave    func(w, t []float32, n int)    // zeroes weights; or nil
	root     bool                           // of the mean

	total, count float64
	v, w         [chunk]float32
	result       [1]float64
}

// averaged makes States of a number a row, with as many targets as predictions.
func averaged(rows func(v, p, t []float32, n int)) func(n int) State {
	return func(n int) State { return &average{n: n, width: n, rows: rows} }
}

// picked is averaged for targets that are the numbers of classes.
func picked(rows func(v, p, t []float32, n int)) func(n int) State {
	return func(n int) State { return &average{n: n, width: 1, rows: rows} }
}

func (s *average) Reset() { s.total, s.count = 0, 0 }

func (s *average) Update(p, t, w []float32) {
	for len(p) >= s.n {
		k := min(chunk, len(p)/s.n)
		var weights []float32
		if w != nil {
			weights, w = s.w[:k], w[k:]
			copy(weights, w[:0:0])
		}
		s.add(p[:k*s.n], t[:k*s.width], weights)
		p, t = p[k*s.n:], t[k*s.width:]
	}
}

func (s *average) add(p, t, w []float32) {}

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
