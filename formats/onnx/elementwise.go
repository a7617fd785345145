package onnx

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
)

// plain is an activation that is one op without attributes.
func plain(op string) activationExport {
	return formula(func(e *exporter, _ *activations.Activation, x string) string { return e.op(op, x) })
}

// fixed is an activation that is one op with attributes that never change.
func fixed(op string, attrs ...*onnxpb.AttributeProto) activationExport {
	return formula(func(e *exporter, _ *activations.Activation, x string) string {
		return e.opWith(op, []string{x}, attrs...)
	})
}

// numbered is an activation that is one op with one number of its own.
func numbered(op, name, key string) activationExport {
	return formula(func(e *exporter, a *activations.Activation, x string) string {
		return e.opWith(op, []string{x}, attr(name, parameter(a, key)))
	})
}

// formula is an activation of each value alone.
func formula(f func(e *exporter, a *activations.Activation, x string) string) activationExport {
	return func(e *exporter, a *activations.Activation, _ layer.Shape, x string) string { return f(e, a, x) }
}

// parameter is a number that a was made with; 0 for None.
func parameter(a *activations.Activation, key string) float64 {
	v, _ := a.Call().Get(key)
	switch v := v.(type) {
	case float64:
		return v
	case int:
		return float64(v)
	}
	return 0
}

var (
	_ = exportActivation("linear", formula(func(_ *exporter, _ *activations.Activation, x string) string { return x }))

	_ = exportActivation("celu", numbered("Celu", "alpha", "alpha"))
	_ = exportActivation("elu", numbered("Elu", "alpha", "alpha"))
	_ = exportActivation("exponential", plain("Exp"))
	_ = exportActivation("hard_shrink", numbered("Shrink", "lambd", "threshold"))
	_ = exportActivation("hard_sigmoid", fixed("HardSigmoid", attr("alpha", 1.0/6), attr("beta", 0.5)))
	_ = exportActivation("hard_silu", plain("HardSwish"))
	_ = exportActivation("leaky_relu", numbered("LeakyRelu", "alpha", "negative_slope"))
	_ = exportActivation("mish", plain("Mish"))
	_ = exportActivation("selu", plain("Selu"))
	_ = exportActivation("sigmoid", plain("Sigmoid"))
	_ = exportActivation("softplus", plain("Softplus"))
	_ = exportActivation("softsign", plain("Softsign"))
	_ = exportActivation("sparse_sigmoid", fixed("HardSigmoid", attr("alpha", 0.5), attr("beta", 0.5)))
	_ = exportActivation("tanh", plain("Tanh"))
)
