package activations

import "github.com/layercake-go/layercake/internal/kernel"

// Tanh goes from −1 to 1 around 0. Its slope is 1 − y². LeCun and others,
// "Efficient BackProp", 1998.
var Tanh = fixed(vectored(Activation{Name: "tanh", Formula: "tanh(x) = (exp(x) − exp(−x)) / (exp(x) + exp(−x))"},
	kernel.TanhTo, kernel.TanhGrad))
