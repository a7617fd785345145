package onnx

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// A step is an element-wise op on values of the chain and constants. Steps are
// collected until an op comes that is a layer; then they are matched with
// activations by what they compute.
type step struct {
	node *node
	args []arg
	f    scalarFunc
}

// arg is what a step works on.
type arg struct {
	step     int     // an earlier step, if constant is nil
	constant *tensor // the same for all samples
}

// scalarFunc is an op at one place: of one number of each argument. One that is
// left out is NaN.
type scalarFunc func(x []float64) float64

// elementwise has the ops that work on each value alone, by their name.
var elementwise = map[string]func(n *node) scalarFunc{
	"Abs":             unary(math.Abs),
	"Add":             pair(func(a, b float64) float64 { return a + b }),
	"And":             pair(func(a, b float64) float64 { return truth(a != 0 && b != 0) }),
	"Cast":            unary(func(x float64) float64 { return truth(x != 0) }), // to a truth: others change nothing
	"Celu":            shaped("alpha", 1, func(x, a float64) float64 { return max(x, 0) + min(0, float64(a*kernel.Expm1(x/a))) }),
	"Clip":            clipOf,
	"Div":             pair(func(a, b float64) float64 { return a / b }),
	"Elu":             shaped("alpha", 1, func(x, a float64) float64 { return choose(x >= 0, x, a*kernel.Expm1(x)) }),
	"Equal":           pair(func(a, b float64) float64 { return truth(a == b) }),
	"Erf":             unary(kernel.Erf),
	"Exp":             unary(kernel.Exp),
	"Gelu":            geluOf,
	"Greater":         pair(func(a, b float64) float64 { return truth(a > b) }),
	"GreaterOrEqual":  pair(func(a, b float64) float64 { return truth(a >= b) }),
	"HardSigmoid":     hardSigmoidOf,
	"HardSwish":       unary(func(x float64) float64 { return x * min(max(x/6+0.5, 0), 1) }),
	"LeakyRelu":       shaped("alpha", 0.01, func(x, a float64) float64 { return choose(x >= 0, x, a*x) }),
	"Less":            pair(func(a, b float64) float64 { return truth(a < b) }),
	"LessOrEqual":     pair(func(a, b float64) float64 { return truth(a <= b) }),
	"Log":             unary(kernel.Log),
	"Max":             each(func(a, b float64) float64 { return max(a, b) }),
	"Min":             each(func(a, b float64) float64 { return min(a, b) }),
	"Mish":            unary(func(x float64) float64 { return x * kernel.Tanh(kernel.Softplus(x)) }),
	"Mul":             pair(func(a, b float64) float64 { return a * b }),
	"Neg":             unary(func(x float64) float64 { return -x }),
	"Not":             unary(func(x float64) float64 { return truth(x == 0) }),
	"Or":              pair(func(a, b float64) float64 { return truth(a != 0 || b != 0) }),
	"Pow":             pair(power),
	"Reciprocal":      unary(func(x float64) float64 { return 1 / x }),
	"Relu":            unary(func(x float64) float64 { return max(x, 0) }),
	"Selu":            seluOf,
	"Shrink":          shrinkOf,
	"Sigmoid":         unary(kernel.Sigmoid),
	"Sign":            unary(func(x float64) float64 { return truth(x > 0) - truth(x < 0) }),
	"Softplus":        unary(kernel.Softplus),
	"Softsign":        unary(func(x float64) float64 { return x / (1 + math.Abs(x)) }),
	"Sqrt":            unary(math.Sqrt),
	"Sub":             pair(func(a, b float64) float64 { return a - b }),
	"Sum":             each(func(a, b float64) float64 { return a + b }),
	"Swish":           shaped("alpha", 1, func(x, a float64) float64 { return x * kernel.Sigmoid(a*x) }),
	"Tanh":            unary(kernel.Tanh),
	"ThresholdedRelu": shaped("alpha", 1, func(x, a float64) float64 { return choose(x > a, x, 0) }),
	"Where": func(*node) scalarFunc {
		return func(x []float64) float64 { return choose(x[0] != 0, x[1], x[2]) }
	},
}

// arity is how many arguments an element-wise op must have; 1 if it is not here.
// Max, Min, Sum and Clip take any number from 1 on.
var arity = map[string]int{"Add": 2, "And": 2, "Div": 2, "Equal": 2, "Greater": 2, "GreaterOrEqual": 2, "Less": 2, "LessOrEqual": 2, "Mul": 2, "Or": 2, "Pow": 2, "Sub": 2, "Where": 3}

func unary(f func(x float64) float64) func(*node) scalarFunc {
	return func(*node) scalarFunc { return func(x []float64) float64 { return f(x[0]) } }
}

func pair(f func(a, b float64) float64) func(*node) scalarFunc {
	return func(*node) scalarFunc { return func(x []float64) float64 { return f(x[0], x[1]) } }
}

// each is for ops of any number of arguments.
func each(f func(a, b float64) float64) func(*node) scalarFunc {
	return func(*node) scalarFunc {
		return func(x []float64) float64 {
			v := x[0]
			for _, w := range x[1:] {
				v = f(v, w)
			}
			return v
		}
	}
}

// shaped is for ops with one attribute.
func shaped(name string, other float64, f func(x, a float64) float64) func(*node) scalarFunc {
	return func(n *node) scalarFunc {
		a := n.float(name, other)
		return func(x []float64) float64 { return f(x[0], a) }
	}
}

func truth(yes bool) float64 { return choose(yes, 1, 0) }

func choose(first bool, a, b float64) float64 {
	if first {
		return a
	}
	return b
}

// power is aᵇ; of a negative a for whole b only.
func power(a, b float64) float64 {
	switch {
	case b == 2:
		return a * a
	case b == 3:
		return a * a * a
	case b == 0.5:
		return math.Sqrt(a)
	case a < 0 && b == math.Trunc(b):
		return choose(math.Mod(b, 2) == 0, 1, -1) * kernel.Pow(-a, b)
	}
	return kernel.Pow(a, b)
}

// clipOf has its bounds as inputs, and as attributes up to opset 10.
func clipOf(n *node) scalarFunc {
	low, high := n.float("min", math.Inf(-1)), n.float("max", math.Inf(1))
	return func(x []float64) float64 {
		low, high := low, high
		if len(x) > 1 && !math.IsNaN(x[1]) {
			low = x[1]
		}
		if len(x) > 2 && !math.IsNaN(x[2]) {
			high = x[2]
		}
		return min(max(x[0], low), high)
	}
}

func geluOf(n *node) scalarFunc {
	if n.text("approximate", "none") == "tanh" {
		return func(x []float64) float64 {
			inner := math.Sqrt(2/math.Pi) * (x[0] + float64(0.044715*x[0]*x[0]*x[0]))
			return 0.5 * x[0] * (1 + kernel.Tanh(inner))
		}
	}
	return func(x []float64) float64 { return 0.5 * x[0] * (1 + kernel.Erf(x[0]/math.Sqrt2)) }
}

func hardSigmoidOf(n *node) scalarFunc {
	a, b := n.float("alpha", 0.2), n.float("beta", 0.5)
	return func(x []float64) float64 { return min(max(float64(a*x[0])+b, 0), 1) }
}

func seluOf(n *node) scalarFunc {
	alpha, gamma := n.float("alpha", 1.67326319217681884765625), n.float("gamma", 1.05070102214813232421875)
	return func(x []float64) float64 { return gamma * choose(x[0] > 0, x[0], alpha*kernel.Expm1(x[0])) }
}

func shrinkOf(n *node) scalarFunc {
	limit, bias := n.float("lambd", 0.5), n.float("bias", 0)
	return func(x []float64) float64 {
		switch {
		case x[0] < -limit:
			return x[0] + bias
		case x[0] > limit:
			return x[0] - bias
		}
		return 0
	}
}
