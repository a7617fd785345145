package activations

import "github.com/layercake-go/layercake/internal/kernel"

// Sigmoid is the logistic function: the probability of one yes or no whose log
// odds are x. Every value stands alone, so the outputs of several do not add up
// to 1; for shares of one whole use Softmax. Verhulst, 1838.
var Sigmoid = fixed(vectored(Activation{Name: "sigmoid", Formula: "sigmoid(x) = 1 / (1 + exp(−x))"},
	kernel.SigmoidTo, kernel.SigmoidGrad))
