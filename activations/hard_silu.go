package activations

import "github.com/layercake-go/layercake/internal/kernel"

// HardSiLU is silu with straight lines for the sigmoid; hard_swish is the same.
// Howard and others, "Searching for MobileNetV3", 2019.
var HardSiLU = fixed(vectored(Activation{Name: "hard_silu", Formula: "hard_silu(x) = x·min(max(x/6 + 1/2, 0), 1)", Saves: Input},
	kernel.HardSiLUTo, kernel.HardSiLUGrad), "hard_swish")
