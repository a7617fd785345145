package onnx

import (
	"math"
	"slices"
	"strconv"

	"github.com/layercake-go/layercake/activations"
)

// recognise finds the activation that computes root from the step from; nil if
// there is none. Exporters write one activation in many ways, gelu in a dozen, so
// what counts is not which ops there are but what they compute: candidates are
// compared with it at some hundred points.
//
// Most are told apart by a few points, the rest by all.
func recognise(s *stage, from, root int) *activations.Activation {
	constants := s.constants(from, root)
	points := probes(constants)
	some, ok := s.function(from, root, points[:few])
	if !ok {
		return nil
	}
	var want []float64
	fits := func(a *activations.Activation) bool {
		if !agrees(a, some, points[:few]) {
			return false
		}
		if want == nil {
			want, _ = s.function(from, root, points)
		}
		return agrees(a, want, points)
	}
	for _, a := range slices.Concat(parse(told(s.steps[root].node)), known) {
		if fits(a) {
			return a
		}
	}
	for _, a := range parse(guessed(some, points, constants)) {
		if fits(a) {
			return a
		}
	}
	return nil
}

// parse makes activations of texts, but of those that have parameters that are not
// allowed.
func parse(texts []string) (list []*activations.Activation) {
	for _, text := range texts {
		if a, err := activations.Get(text); err == nil {
			list = append(list, a)
		}
	}
	return list
}

// known are the activations without parameters, or with those that are usual, the
// simplest first.
var known = parse([]string{
	"linear", "relu", "sigmoid", "tanh", "relu6", "elu", "selu", "gelu", "gelu(approximate=true)", "silu", "mish", "softplus",
	"softsign", "exponential", "hard_sigmoid", "hard_silu", "hard_tanh", "log_sigmoid", "tanh_shrink", "sparse_plus",
	"sparse_sigmoid", "squareplus",
})

// told are activations with the parameters that the op at the end has.
func told(n *node) []string {
	switch n.GetOpType() {
	case "Celu":
		return []string{with("celu", "alpha", n.float("alpha", 1))}
	case "Elu":
		return []string{with("elu", "alpha", n.float("alpha", 1))}
	case "LeakyRelu":
		return []string{with("leaky_relu", "negative_slope", n.float("alpha", 0.01))}
	case "Shrink":
		limit := n.float("lambd", 0.5)
		return []string{with("hard_shrink", "threshold", limit), with("soft_shrink", "threshold", limit)}
	case "ThresholdedRelu":
		return []string{"threshold(" + decimal(n.float("alpha", 1)) + ", 0.0)"}
	}
	return nil
}

// guessed are activations with the parameters that values and constants suggest.
func guessed(some, points, constants []float64) []string {
	at := func(x float64) float64 { return some[slices.Index(points, x)] }
	list := []string{
		with("leaky_relu", "negative_slope", -at(-1)),
		with("relu", "max_value", at(far)),
		with("elu", "alpha", -at(-far)),
		with("squareplus", "b", 4*at(0)*at(0)),
		"relu(negative_slope=" + decimal(-at(-1)) + ", max_value=" + decimal(at(far)) + ")",
	}
	for _, c := range constants[:min(len(constants), mostConstants)] {
		list = append(list, with("hard_shrink", "threshold", c), with("soft_shrink", "threshold", c),
			"threshold("+decimal(c)+", "+decimal(at(-far))+")")
		below := "negative_slope=" + decimal(at(-far)/(-far-c)) + ", threshold=" + decimal(c)
		list = append(list, "relu("+below+")", "relu("+below+", max_value="+decimal(at(far))+")")
	}
	return list
}

func with(name, key string, v float64) string { return name + "(" + key + "=" + decimal(v) + ")" }

// decimal is v, which was a float32, as short as it can be written.
func decimal(v float64) string { return strconv.FormatFloat(v, 'g', -1, 32) }

// mostConstants bounds the guesses.
const mostConstants = 4

// few points tell most candidates apart.
const few = 12

// far is a point where every function that flattens is flat.
const far = 1e5

// probes are points all over the line: dense around 0, on both sides of each
// number that the function is made of, and far out.
func probes(constants []float64) []float64 {
	points := []float64{-1, -far, far, 0, -1e3, 1e3, 0.71, -0.83, 2.9, -2.6, 0.3, -0.11}
	for i := range 160 {
		x := (float64(i) + 0.37) / 16
		points = append(points, x, -x)
	}
	for i := range 40 {
		x := 10 + float64(float64(i)*0.77)
		points = append(points, x, -x)
	}
	for _, c := range constants {
		points = append(points, c*0.98, c*1.02, -c*0.98, -c*1.02)
	}
	return points
}

// agrees compares with the precision of float32. Far out the steps may overflow
// where the activation does not, or the other way round: it is enough that both
// are beyond every number of a float32.
func agrees(a *activations.Activation, want, points []float64) bool {
	if a.Scope != activations.Elementwise {
		return false
	}
	x := make([]float32, len(points))
	for i, v := range points {
		x[i] = float32(v)
	}
	a.Apply(x, x, 1)
	for i, w := range want {
		have := float64(x[i])
		if math.IsNaN(w) || math.Abs(have-w) > 4e-6*max(1, math.Abs(w)) && !(have == w) && float32(w) != x[i] {
			return false
		}
	}
	return true
}
