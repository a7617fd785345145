package activations

import "github.com/layercake-go/layercake/internal/kernel"

// Softplus is a smooth relu, always above 0. Its slope sigmoid(x) is 1 − e⁻ʸ.
// Dugas and others, "Incorporating Second-Order Functional Knowledge for Better
// Option Pricing", 2001.
var Softplus = fixed(vectored(Activation{Name: "softplus", Formula: "softplus(x) = log(1 + exp(x))"},
	kernel.SoftplusTo, kernel.SoftplusGrad))
