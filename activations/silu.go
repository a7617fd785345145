package activations

import "github.com/layercake-go/layercake/internal/kernel"

// SiLU weights x with its own sigmoid; swish is the same. Elfwing and others,
// "Sigmoid-Weighted Linear Units", 2017; Ramachandran and others, "Searching for
// Activation Functions", 2017.
var SiLU = fixed(elementwise(Activation{Name: "silu", Formula: "silu(x) = x·sigmoid(x) = x / (1 + exp(−x))", Saves: Input},
	func(x float64) float64 { return x * kernel.Sigmoid(x) },
	func(x float64) float64 {
		s := kernel.Sigmoid(x)
		return s * (1 + float64(x*(1-s)))
	}),
	"swish")
