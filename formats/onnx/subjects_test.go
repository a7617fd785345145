package onnx_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/activations"
)

// A subject is a layer or an activation with options and a shape by chance.
type subject struct {
	name string
	make func(r *rand.Rand) (spec string, in []int)
}

// size is a size of 1 to 7.
func size(r *rand.Rand) int { return 1 + r.IntN(7) }

// shape has low to high axes.
func shape(r *rand.Rand, low, high int) (s []int) {
	for range low + r.IntN(high-low+1) {
		s = append(s, size(r))
	}
	return s
}

// pick is one of several.
func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// list renders numbers as the grammar has them.
func list(n []int) string { return strings.ReplaceAll(fmt.Sprint(n), " ", ", ") }

// axes is some of the axes of s, from 1, in any order.
func axes(r *rand.Rand, s []int, most int) (a []int) {
	for _, i := range r.Perm(len(s))[:1+r.IntN(min(len(s), most))] {
		a = append(a, i+1)
	}
	return a
}

// options are those an activation may be called with.
var options = map[string]func(r *rand.Rand) string{
	"celu":        func(r *rand.Rand) string { return fmt.Sprintf("celu(%.2f)", 0.2+r.Float64()) },
	"elu":         func(r *rand.Rand) string { return fmt.Sprintf("elu(%.2f)", r.Float64()*2) },
	"gelu":        func(r *rand.Rand) string { return pick(r, "gelu", "gelu(true)") },
	"hard_shrink": func(r *rand.Rand) string { return fmt.Sprintf("hard_shrink(%.2f)", r.Float64()) },
	"leaky_relu":  func(r *rand.Rand) string { return fmt.Sprintf("leaky_relu(%.2f)", r.Float64()) },
	"relu": func(r *rand.Rand) string {
		return pick(r, "relu", "relu(0.1)", "relu(max_value=1.5)", "relu(threshold=0.3)", "relu(0.2, 1.25, 0.5)", "relu(0.3, max_value=2)", "relu(0, 1, 0.25)")
	},
	"soft_shrink": func(r *rand.Rand) string { return fmt.Sprintf("soft_shrink(%.2f)", r.Float64()) },
	"squareplus":  func(r *rand.Rand) string { return pick(r, "squareplus", "squareplus(0)", "squareplus(0.5)") },
	"threshold": func(r *rand.Rand) string {
		return pick(r, "threshold(0.2, 0)", "threshold(-0.5, 1.5)", "threshold(1, -2)")
	},
}

// activation is one by chance of its options.
func activation(r *rand.Rand, name string) string {
	if f := options[name]; f != nil {
		return f(r)
	}
	return name
}

// activationSubjects are all that are registered, alone and in a Dense.
func activationSubjects() (list []subject) {
	for _, name := range activations.Names() {
		if noForm[name] != "" {
			continue
		}
		list = append(list, subject{name, func(r *rand.Rand) (string, []int) {
			a := activation(r, name)
			if r.IntN(2) == 0 {
				return fmt.Sprintf("Dense(%d, %s)", size(r), a), shape(r, 1, 2)
			}
			return fmt.Sprintf("Activation(%s)", a), shape(r, 1, 3)
		}})
	}
	return list
}

// subjects are all activations and layers.
func subjects() []subject {
	return slices.Concat(activationSubjects(), layerSubjects, imageSubjects, sequenceSubjects)
}

var layerSubjects = []subject{
	{"Activation", func(r *rand.Rand) (string, []int) { return "Activation(tanh)", shape(r, 0, 3) }},
	{"ActivityRegularization", func(r *rand.Rand) (string, []int) { return "ActivityRegularization(0.1)", shape(r, 0, 2) }},
	{"BatchNormalization", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 3)
		return fmt.Sprintf("BatchNormalization(axis=%d, epsilon=%g, center=%v, scale=%v)", 1+r.IntN(len(in)), []float64{1e-3, 1e-5}[r.IntN(2)], r.IntN(3) > 0, r.IntN(3) > 0), in
	}},
	{"Dense", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("Dense(%d, %s, use_bias=%v)", size(r), pick(r, "None", "relu", "softmax", "silu"), r.IntN(4) > 0), shape(r, 1, 3)
	}},
	{"Dropout", func(r *rand.Rand) (string, []int) { return "Dropout(0.4)", shape(r, 0, 2) }},
	{"ELU", func(r *rand.Rand) (string, []int) { return fmt.Sprintf("ELU(%.1f)", r.Float64()), shape(r, 0, 2) }},
	{"Flatten", func(r *rand.Rand) (string, []int) {
		return "Flatten(" + pick(r, "channels_last", "channels_first") + ")", shape(r, 0, 4)
	}},
	{"GaussianNoise", func(r *rand.Rand) (string, []int) { return "GaussianNoise(0.4)", shape(r, 0, 2) }},
	{"Identity", func(r *rand.Rand) (string, []int) { return "Identity", shape(r, 0, 2) }},
	{"InputLayer", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 3)
		return "Sequential([Input(" + list(in) + "), Identity])", in
	}},
	{"LayerNormalization", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 3)
		in[r.IntN(len(in))] += 2
		return fmt.Sprintf("LayerNormalization(%s, center=%v, scale=%v)", list(axes(r, in, 2)), r.IntN(3) > 0, r.IntN(3) > 0), in
	}},
	{"LeakyReLU", func(r *rand.Rand) (string, []int) { return fmt.Sprintf("LeakyReLU(%.2f)", r.Float64()), shape(r, 0, 2) }},
	{"Normalization", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 3)
		given := pick(r, "", ", mean=1.5, variance=4, invert=true", ", mean=-0.5, variance=2")
		return fmt.Sprintf("Normalization(%s%s)", list(axes(r, in, 3)), given), in
	}},
	{"PReLU", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 3)
		return "PReLU(uniform, shared_axes=" + list(axes(r, in, 2)) + ")", in
	}},
	{"Permute", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 4)
		order := r.Perm(len(in))
		for i := range order {
			order[i]++
		}
		return "Permute(" + list(order) + ")", in
	}},
	{"ReLU", func(r *rand.Rand) (string, []int) {
		return pick(r, "ReLU", "ReLU(6)", "ReLU(2, 0.1, 0.5)"), shape(r, 0, 2)
	}},
	{"RepeatVector", func(r *rand.Rand) (string, []int) { return fmt.Sprintf("RepeatVector(%d)", size(r)), shape(r, 1, 1) }},
	{"Rescaling", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("Rescaling(%.2f, %.2f)", r.Float64()-0.5, r.Float64()), shape(r, 0, 3)
	}},
	{"Reshape", func(r *rand.Rand) (string, []int) { return "Reshape([3, -1])", append(shape(r, 1, 2), 6) }},
	{"Sequential", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("Sequential([Dense(%d, relu), Sequential([Dense(3), Softmax])])", size(r)), shape(r, 1, 2)
	}},
	{"Softmax", func(r *rand.Rand) (string, []int) {
		in := shape(r, 1, 3)
		return "Softmax(" + list(axes(r, in, 3)) + ")", in
	}},
}
