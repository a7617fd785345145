package activations

import "math"

// Softsign goes to ±1 as tanh does, only slower. Its slope 1/(1 + |x|)² is
// (1 − |y|)². Bergstra and others, "Quadratic Polynomials Learn Better Image
// Features", 2009.
var Softsign = fixed(elementwise(Activation{Name: "softsign", Formula: "softsign(x) = x / (1 + |x|)"},
	func(x float64) float64 { return x / (1 + math.Abs(x)) },
	func(y float64) float64 {
		rest := 1 - math.Abs(y)
		return rest * rest
	}))
