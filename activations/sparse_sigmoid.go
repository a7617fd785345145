package activations

// SparseSigmoid is sparsemax for two classes, as sigmoid is softmax for two: the
// first share of (x, −x)/2. At ±1 its slope is, as in Keras, half of that inside.
// Martins and Astudillo, "From Softmax to Sparsemax", 2016.
var SparseSigmoid = fixed(elementwise(Activation{Name: "sparse_sigmoid", Formula: "sparse_sigmoid(x) = min(max((x + 1)/2, 0), 1)", Saves: Input},
	func(x float64) float64 { return clip((x+1)/2, 0, 1) },
	func(x float64) float64 {
		if x == -1 || x == 1 {
			return 0.25
		}
		return inside(x, -1, 1) / 2
	}))
