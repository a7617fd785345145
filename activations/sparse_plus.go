package activations

import "math"

// SparsePlus is a softplus that is exactly 0 below −1 and exactly x above 1; its
// slope is sparse_sigmoid, √y up to 1. Martins and Astudillo, "From Softmax to
// Sparsemax", 2016.
var SparsePlus = fixed(elementwise(Activation{Name: "sparse_plus", Formula: "sparse_plus(x) = 0 if x ≤ −1, (x + 1)²/4 if x < 1, else x"},
	func(x float64) float64 {
		switch {
		case x <= -1:
			return 0
		case x < 1:
			return (x + 1) * (x + 1) / 4
		}
		return x
	},
	func(y float64) float64 { return min(math.Sqrt(y), 1) }))
