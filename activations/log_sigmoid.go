package activations

import "github.com/layercake-go/layercake/internal/kernel"

// LogSigmoid is the logarithm of sigmoid, without its underflow far below 0. Its
// slope 1 − sigmoid(x) is 1 − eʸ.
var LogSigmoid = fixed(vectored(Activation{Name: "log_sigmoid", Formula: "log_sigmoid(x) = −log(1 + exp(−x))"},
	kernel.LogSigmoidTo, kernel.LogSigmoidGrad))
