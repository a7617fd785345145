package initializers

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/random"
)

type identity struct {
	Gain float64 `yaml:"gain" default:"1.0" doc:"values of the diagonal"`
}

// Identity makes the diagonal of a matrix gain and the rest 0.
var Identity = define("Identity", func(p *identity) (*Initializer, error) {
	return &Initializer{
		Formula: "gain·I",
		Check: func(shape []int) error {
			if len(shape) != 2 {
				return fmt.Errorf("identity is for matrices, with 2 axes, have shape %v", shape)
			}
			return nil
		},
		Fill: func(w []float32, shape []int, _ random.Stream) {
			clear(w)
			rows, cols := matrix(len(w), shape)
			for i := range min(rows, cols) {
				w[i*cols+i] = float32(p.Gain)
			}
		},
	}, nil
}, "IdentityInitializer")
