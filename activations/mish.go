package activations

import "github.com/layercake-go/layercake/internal/kernel"

// Mish weights x with the tanh of its softplus: smooth, and slightly negative
// below 0. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function",
// 2019.
var Mish = fixed(vectored(Activation{Name: "mish", Formula: "mish(x) = x·tanh(log(1 + exp(x)))", Saves: Input},
	kernel.MishTo, kernel.MishGrad))
