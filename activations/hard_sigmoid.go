package activations

// HardSigmoid is a sigmoid of three straight lines. Courbariaux and others,
// "BinaryConnect", 2015; here with Keras's slope of 1/6.
var HardSigmoid = fixed(elementwise(Activation{Name: "hard_sigmoid", Formula: "hard_sigmoid(x) = min(max(x/6 + 1/2, 0), 1)"},
	hardSigmoid,
	func(y float64) float64 { return inside(y, 0, 1) / 6 }))

func hardSigmoid(x float64) float64 { return clip(x+3, 0, 6) / 6 }
