package activations

import "github.com/layercake-go/layercake/internal/kernel"

// Exponential is eˣ: an output that is never negative, such as a rate. It is its
// own slope. Above 88.7 it is +Inf.
var Exponential = fixed(vectored(Activation{Name: "exponential", Formula: "exponential(x) = exp(x)"},
	kernel.ExpTo, kernel.Multiply))
