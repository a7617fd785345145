package initializers

import "github.com/layercake-go/layercake/internal/random"

// seed is the parameter of all that draw.
type seed struct {
	Seed *int `yaml:"seed" default:"None" doc:"a random stream of its own; None: that of the model"`
}

// drawn is an initializer whose values are drawn one by one: value makes each
// from the stream and its place.
func (s seed) drawn(formula string, value func(r random.Stream, i uint64) float64) *Initializer {
	return &Initializer{
		Formula: formula,
		Seed:    s.Seed,
		Fill: func(w []float32, _ []int, r random.Stream) {
			r = s.stream(r)
			for i := range w {
				w[i] = float32(value(r, uint64(i)))
			}
		},
	}
}

// stream is that of the seed, or r if there is none.
func (s seed) stream(r random.Stream) random.Stream {
	if s.Seed == nil {
		return r
	}
	return random.New(uint64(*s.Seed))
}
