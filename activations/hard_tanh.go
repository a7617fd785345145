package activations

// HardTanh is a tanh of three straight lines. Collobert, "Large Scale Machine
// Learning", 2004. As in Keras, its slope is 1 at ±1 as well.
var HardTanh = fixed(elementwise(Activation{Name: "hard_tanh", Formula: "hard_tanh(x) = min(max(x, −1), 1)", Saves: Input},
	func(x float64) float64 { return clip(x, -1, 1) },
	func(x float64) float64 {
		if -1 <= x && x <= 1 {
			return 1
		}
		return 0
	}))
