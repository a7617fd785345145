package onnx

import "github.com/layercake-go/layercake/activations"

// Activations that are more than one node, or whose op depends on a parameter.
var (
	_ = exportActivation("gelu", formula(func(e *exporter, a *activations.Activation, x string) string {
		kind := "none"
		if v, _ := a.Call().Get("approximate"); v == true {
			kind = "tanh"
		}
		return e.opWith("Gelu", []string{x}, attr("approximate", kind))
	}))
	_ = exportActivation("hard_tanh", clip(-1, 1))
	_ = exportActivation("log_sigmoid", formula(func(e *exporter, _ *activations.Activation, x string) string {
		return e.op("Neg", e.op("Softplus", e.op("Neg", x)))
	}))
	_ = exportActivation("relu", formula(relu))
	_ = exportActivation("relu6", clip(0, 6))
	_ = exportActivation("silu", formula(func(e *exporter, _ *activations.Activation, x string) string {
		return e.op("Mul", x, e.op("Sigmoid", x))
	}))
	_ = exportActivation("soft_shrink", formula(func(e *exporter, a *activations.Activation, x string) string {
		t := parameter(a, "threshold")
		return e.opWith("Shrink", []string{x}, attr("lambd", t), attr("bias", t))
	}))
	_ = exportActivation("sparse_plus", formula(sparsePlus))
	_ = exportActivation("squareplus", formula(squareplus))
	_ = exportActivation("tanh_shrink", formula(func(e *exporter, _ *activations.Activation, x string) string {
		return e.op("Sub", x, e.op("Tanh", x))
	}))
	_ = exportActivation("threshold", formula(func(e *exporter, a *activations.Activation, x string) string {
		above := e.op("Greater", x, e.scalar(parameter(a, "threshold")))
		return e.op("Where", above, x, e.scalar(parameter(a, "default_value")))
	}))
)

// clip is an activation that cuts values off at both ends.
func clip(low, high float64) activationExport {
	return formula(func(e *exporter, _ *activations.Activation, x string) string {
		return e.op("Clip", x, e.scalar(low), e.scalar(high))
	})
}

// relu has an op of its own for each of its usual forms.
func relu(e *exporter, a *activations.Activation, x string) string {
	slope, threshold := parameter(a, "negative_slope"), parameter(a, "threshold")
	top, _ := a.Call().Get("max_value")
	switch {
	case top == nil && threshold == 0 && slope == 0:
		return e.op("Relu", x)
	case top == nil && threshold == 0:
		return e.opWith("LeakyRelu", []string{x}, attr("alpha", slope))
	case threshold == 0 && slope == 0:
		return e.op("Clip", x, e.scalar(0), e.scalar(parameter(a, "max_value")))
	}
	limit, above, below := e.scalar(threshold), x, e.scalar(0)
	if top != nil {
		above = e.op("Min", x, e.scalar(parameter(a, "max_value")))
	}
	if slope != 0 {
		below = e.op("Mul", e.op("Sub", x, limit), e.scalar(slope))
	}
	return e.op("Where", e.op("Greater", x, limit), above, below)
}

// sparsePlus is (c + 1)²/4 for c between −1 and 1, and goes on straight from there.
func sparsePlus(e *exporter, _ *activations.Activation, x string) string {
	one := e.scalar(1)
	c := e.op("Add", e.op("Clip", x, e.scalar(-1), one), one)
	bend := e.op("Mul", e.op("Mul", c, c), e.scalar(0.25))
	return e.op("Add", bend, e.op("Relu", e.op("Sub", x, one)))
}

// squareplus is (x + root)/2, and below 0 (b/2)/(root + |x|), which is the same and
// loses no digits.
func squareplus(e *exporter, a *activations.Activation, x string) string {
	b := parameter(a, "b")
	sum := e.op("Add", e.op("Sqrt", e.op("Add", e.op("Mul", x, x), e.scalar(b))), e.op("Abs", x))
	below := e.op("Div", e.scalar(b/2), sum)
	return e.op("Where", e.op("Less", x, e.scalar(0)), below, e.op("Mul", sum, e.scalar(0.5)))
}
