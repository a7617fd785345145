package activations

import "github.com/layercake-go/layercake/internal/kernel"

// HardTanh is a tanh of three straight lines. Collobert, "Large Scale Machine
// Learning", 2004. As in Keras, its slope is 1 at ±1 as well.
var HardTanh = fixed(vectored(Activation{Name: "hard_tanh", Formula: "hard_tanh(x) = min(max(x, −1), 1)", Saves: Input},
	func(y, x []float32) { kernel.ClipTo(y, x, -1, 1) }, kernel.HardTanhGrad).
	inProduct(kernel.ActClip(-1, 1)))
