package optim

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// pow32 is x^y as float32 arithmetic has it: of rounded numbers, rounded.
func pow32(x, y float32) float32 {
	return float32(kernel.Pow(float64(x), float64(y)))
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func fill(x []float32, v float64) {
	for i := range x {
		x[i] = float32(v)
	}
}
