package activations

// ReLU6 is relu with outputs of at most 6, which low-precision arithmetic holds
// well. Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010.
var ReLU6 = fixed(elementwise(Activation{Name: "relu6", Formula: "relu6(x) = min(max(x, 0), 6)"},
	func(x float64) float64 { return clip(x, 0, 6) },
	func(y float64) float64 { return inside(y, 0, 6) }))
