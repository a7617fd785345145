package activations

import "github.com/layercake-go/layercake/internal/kernel"

// SiLU weights x with its own sigmoid; swish is the same. Elfwing and others,
// "Sigmoid-Weighted Linear Units", 2017; Ramachandran and others, "Searching for
// Activation Functions", 2017.
var SiLU = fixed(vectored(Activation{Name: "silu", Formula: "silu(x) = x·sigmoid(x) = x / (1 + exp(−x))", Saves: Input},
	kernel.SiLUTo, kernel.SiLUGrad),
	"swish")
