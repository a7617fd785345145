package activations

import "github.com/layercake-go/layercake/internal/kernel"

// Mish weights x with the tanh of its softplus: smooth, and slightly negative
// below 0. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function",
// 2019.
var Mish = fixed(elementwise(Activation{Name: "mish", Formula: "mish(x) = x·tanh(log(1 + exp(x)))", Saves: Input},
	func(x float64) float64 { return x * kernel.Tanh(kernel.Softplus(x)) },
	func(x float64) float64 {
		t := kernel.Tanh(kernel.Softplus(x))
		bend := (1 - float64(t*t)) * kernel.Sigmoid(x)
		return t + float64(x*bend)
	}))
