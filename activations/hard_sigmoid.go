package activations

import "github.com/layercake-go/layercake/internal/kernel"

// HardSigmoid is a sigmoid of three straight lines. Courbariaux and others,
// "BinaryConnect", 2015; here with Keras's slope of 1/6.
var HardSigmoid = fixed(vectored(Activation{Name: "hard_sigmoid", Formula: "hard_sigmoid(x) = min(max(x/6 + 1/2, 0), 1)"},
	kernel.HardSigmoidTo, kernel.HardSigmoidGrad))
