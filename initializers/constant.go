package initializers

import "github.com/layercake-go/layercake/internal/random"

type constant struct {
	Value float64 `yaml:"value" default:"0.0" doc:"what every element is" call:"positional"`
}

// Constant makes every element value.
var Constant = define("Constant", func(p *constant) (*Initializer, error) { return all("value", p.Value), nil })

// Zeros makes every element 0.
var Zeros = define("Zeros", func(*struct{}) (*Initializer, error) { return all("0", 0), nil }, "zero")

// Ones makes every element 1.
var Ones = define("Ones", func(*struct{}) (*Initializer, error) { return all("1", 1), nil }, "one")

func all(formula string, value float64) *Initializer {
	return &Initializer{Formula: formula, Fill: func(w []float32, _ []int, _ random.Stream) {
		for i := range w {
			w[i] = float32(value)
		}
	}}
}
