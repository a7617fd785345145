package activations

import "github.com/layercake-go/layercake/internal/kernel"

// ReLU6 is relu with outputs of at most 6, which low-precision arithmetic holds
// well. Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010.
var ReLU6 = fixed(vectored(Activation{Name: "relu6", Formula: "relu6(x) = min(max(x, 0), 6)"},
	func(y, x []float32) { kernel.ClipTo(y, x, 0, 6) },
	func(dx, dy, y []float32) { kernel.ClipGrad(dx, dy, y, 0, 6) }).
	inProduct(kernel.ActClip(0, 6)))
