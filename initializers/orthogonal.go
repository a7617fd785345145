package initializers

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/random"
)

type orthogonal struct {
	Gain float64 `yaml:"gain" default:"1.0" doc:"length of the vectors"`
	seed `yaml:",inline"`
}

// Orthogonal makes the columns of a matrix orthogonal to each other and gain
// long; if it is wider than high, its rows. Of an array of more axes all but the
// last are one. Products with such a matrix keep lengths. Every direction is
// equally likely. Saxe and others, "Exact Solutions to the Nonlinear Dynamics of
// Learning in Deep Linear Neural Networks", 2014.
var Orthogonal = define("Orthogonal", func(p *orthogonal) (*Initializer, error) {
	return &Initializer{
		Formula: "QᵀQ = gain²·I",
		Seed:    p.Seed,
		Check: func(shape []int) error {
			if len(shape) < 2 {
				return fmt.Errorf("orthogonal needs at least 2 axes, have shape %v", shape)
			}
			return nil
		},
		Fill: func(w []float32, shape []int, r random.Stream) {
			rows, cols := matrix(len(w), shape)
			if rows >= cols {
				fillOrthogonal(w, cols, rows, 1, cols, p.Gain, p.stream(r))
			} else {
				fillOrthogonal(w, rows, cols, cols, 1, p.Gain, p.stream(r))
			}
		},
	}, nil
}, "OrthogonalInitializer")

// matrix is the size of an array as a matrix of its last axis.
func matrix(size int, shape []int) (rows, cols int) {
	cols = 1
	if n := len(shape); n > 0 {
		cols = max(1, shape[n-1])
	}
	return size / cols, cols
}

// fillOrthogonal writes count orthogonal vectors of n values into w: vector by
// vector next apart, each with its values within apart. They are normal ones made
// orthogonal in turn (Gram and Schmidt, modified), in float64.
func fillOrthogonal(w []float32, count, n, next, within int, gain float64, r random.Stream) {
	q := make([]float64, count*n)
	for c := range count {
		v := q[c*n:][:n]
		for i := range v {
			v[i] = r.Normal(uint64(c*n + i))
		}
		for before := range c {
			u := q[before*n:][:n]
			addScaled(v, -dot(u, v), u)
		}
		length := math.Sqrt(dot(v, v))
		for i := range v {
			v[i] /= length
			w[c*next+i*within] = float32(gain * v[i])
		}
	}
}

// dot adds four sums at once, which keeps the processor busy.
func dot(a, b []float64) float64 {
	var s [4]float64
	b = b[:len(a)]
	for i := 0; i+4 <= len(a); i += 4 {
		s[0] += float64(a[i] * b[i])
		s[1] += float64(a[i+1] * b[i+1])
		s[2] += float64(a[i+2] * b[i+2])
		s[3] += float64(a[i+3] * b[i+3])
	}
	for i := len(a) &^ 3; i < len(a); i++ {
		s[0] += float64(a[i] * b[i])
	}
	return (s[0] + s[1]) + (s[2] + s[3])
}

func addScaled(y []float64, a float64, x []float64) {
	for i, v := range x {
		y[i] += float64(a * v)
	}
}
