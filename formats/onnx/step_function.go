package onnx

import "github.com/layercake-go/layercake/activations"

// stepFunction is how ONNX calls an activation within its recurrent ops, and the
// numbers that go with it; "" if it has none of that kind. None is linear. Softplus
// is left out: within these ops onnxruntime overflows where it is large.
func stepFunction(a *activations.Activation) (name string, alpha, beta []float64) {
	if a == nil {
		return "Affine", []float64{1}, []float64{0}
	}
	switch a.Name {
	case "elu":
		return "Elu", []float64{parameter(a, "alpha")}, nil
	case "hard_sigmoid":
		return "HardSigmoid", []float64{1.0 / 6}, []float64{0.5}
	case "leaky_relu":
		return "LeakyRelu", []float64{parameter(a, "negative_slope")}, nil
	case "linear":
		return stepFunction(nil)
	case "relu":
		top, _ := a.Call().Get("max_value")
		if top == nil && parameter(a, "threshold") == 0 && parameter(a, "negative_slope") == 0 {
			return "Relu", nil, nil
		}
	case "sigmoid":
		return "Sigmoid", nil, nil
	case "softsign":
		return "Softsign", nil, nil
	case "sparse_sigmoid":
		return "HardSigmoid", []float64{0.5}, []float64{0.5}
	case "tanh":
		return "Tanh", nil, nil
	}
	return "", nil, nil
}
