package plot

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Activations, as a model would give them.
func relu(x float64) float64    { return max(0, x) }
func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
func gelu(x float64) float64    { return x / 2 * (1 + math.Erf(x/math.Sqrt2)) }
func elu(x float64) float64 {
	if x > 0 {
		return x
	}
	return math.Exp(x) - 1
}

var curves = map[string]func(float64) float64{
	"relu": relu, "sigmoid": sigmoid, "tanh": math.Tanh, "gelu": gelu, "elu": elu,
	"leaky_relu(negative_slope=0.2)": func(x float64) float64 { return max(x, 0.2*x) },
}

func softmax(z []float32) []float32 {
	most := float64(z[largest(z)])
	y := make([]float32, len(z))
	total := 0.0
	for _, v := range z {
		total += math.Exp(float64(v) - most)
	}
	for i, v := range z {
		y[i] = float32(math.Exp(float64(v)-most) / total)
	}
	return y
}

// with gives a layer its activation and what follows from its name.
func with(l Layer, activation string) Layer {
	l.Activation = activation
	l.Curve = curves[activation]
	switch activation {
	case "softmax":
		l.Vectorwise, l.SumsToOne = true, true
	case "log_softmax":
		l.Vectorwise, l.Formula = true, "log_softmax(x)ᵢ = xᵢ − log Σⱼ exp(xⱼ)"
	case "sparsemax":
		l.Vectorwise, l.SumsToOne, l.Formula = true, true, "sparsemax(x) = the nearest point whose parts add up to 1"
	}
	return l
}

func dense(name string, in, units int, activation string) Layer {
	return with(Layer{Name: name, Type: "Dense", Shape: []int{units}, Params: (in + 1) * units, Fan: in}, activation)
}

func note(name, kind string, params int, note string, shape ...int) Layer {
	return Layer{Name: name, Type: kind, Shape: shape, Params: params, Note: note}
}

func mlp(input string, sizes []int, activations ...string) *Network {
	n := &Network{Input: Input{Name: input, Shape: sizes[:1]}}
	for i, a := range activations {
		name := "output"
		if i < len(activations)-1 {
			name = "hidden"
			if len(activations) > 2 {
				name += "_" + strconv.Itoa(i+1)
			}
		}
		n.Layers = append(n.Layers, dense(name, sizes[i], sizes[i+1], a))
	}
	return n
}

// wave makes n numbers that look like a model's.
func wave(n int, seed float64) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(2.2 * math.Sin(seed+1.7*float64(i)) * math.Cos(0.3*float64(i)))
	}
	return v
}

// run gives a network numbers: made-up sums, and what its activations make
// of them.
func run(n *Network, seed float64) *Network {
	n.Sample = &Sample{}
	if k := size(n.Input.Shape); k > 0 && k < 1e6 {
		n.Sample.X = wave(size(n.Input.Shape), seed)
	}
	prev := []float32(nil)
	for i := range n.Layers {
		l := &n.Layers[i]
		if l.form() == strip || l.form() == boxes {
			prev = nil
			continue
		}
		l.Z = wave(l.units(), seed+float64(i))
		if l.form() == tiles && len(prev) == l.units() {
			l.Z = prev
		}
		l.Y = append([]float32(nil), l.Z...)
		switch {
		case l.SumsToOne:
			l.Y = softmax(l.Z)
		case l.Vectorwise:
			for k, v := range softmax(l.Z) {
				l.Y[k] = float32(math.Log(float64(v)))
			}
		case l.Curve != nil:
			for k, v := range l.Z {
				l.Y[k] = float32(l.Curve(float64(v)))
			}
		}
		prev = l.Y
	}
	return n
}

// four is the net of the project's first picture, with a real handwritten
// four flowing through it.
func four(t testing.TB) *Network {
	t.Helper()
	raw, err := os.ReadFile("testdata/four.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ Pixels, Hidden, Output []float32 }
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	n := mlp("pixels", []int{784, 100, 10}, "relu", "softmax")
	n.Title, n.Subtitle = "One real digit flows through the same network", "MNIST test picture no. 1465, a four. All numbers are real."
	n.Sample = &Sample{X: v.Pixels}
	for i := range n.Sample.X {
		n.Sample.X[i] /= 255
	}
	h, o := &n.Layers[0], &n.Layers[1]
	h.Z, o.Z = v.Hidden, v.Output
	for _, z := range h.Z {
		h.Y = append(h.Y, max(0, z))
	}
	o.Y = softmax(o.Z)
	return n
}

func mnist() *Network {
	n := mlp("pixels", []int{784, 100, 10}, "relu", "softmax")
	n.Input.Note = "28 × 28 pixels"
	return n
}

func digits() *Network {
	n := &Network{Input: Input{Name: "pixels", Shape: []int{64}}, Classes: strings.Fields("zero one two three four five six seven eight nine")}
	n.Layers = []Layer{dense("hidden", 64, 100, "relu"), note("dropout", "Dropout", 0, "in training only: drops 20 % of the units", 100), dense("output", 100, 10, "softmax")}
	return n
}

func xor() *Network {
	n := mlp("xor", []int{2, 8, 1}, "tanh", "sigmoid")
	n.Classes = []string{"equal", "different"}
	return n
}

func iris() *Network {
	n := mlp("flower", []int{4, 16, 3}, "relu", "softmax")
	n.Input.Note = "sepal and petal, cm"
	n.Classes = []string{"setosa", "versicolor", "virginica"}
	return n
}

func deep() *Network {
	n := &Network{Title: "A deep net with 1,000 classes", Input: Input{Name: "in", Shape: []int{2048}}}
	n.Layers = []Layer{
		dense("fc1", 2048, 512, "relu"), note("bn", "BatchNormalization", 2048, "each unit alone, over the batch (not over the units)", 512),
		dense("fc2", 512, 256, "gelu"), note("drop", "Dropout", 0, "in training only: drops 30 % of the units", 256),
		dense("fc3", 256, 64, "tanh"), dense("fc4", 64, 6, "sigmoid"), dense("output", 6, 1000, "softmax"),
	}
	return n
}

func normed() *Network {
	n := &Network{Input: Input{Name: "features", Shape: []int{30}}, Classes: []string{"malignant", "benign"}}
	n.Layers = []Layer{
		dense("dense", 30, 32, ""), note("norm", "BatchNormalization", 128, "each unit alone, over the batch (not over the units)", 32),
		with(note("relu", "ReLU", 0, "", 32), "relu"), note("dropout", "Dropout", 0, "in training only: drops 50 % of the units", 32),
		dense("logits", 32, 2, ""), with(note("softmax", "Softmax", 0, "", 2), "softmax"),
	}
	return n
}

func sequence() *Network {
	n := &Network{Input: Input{Name: "words", Shape: []int{7, 16}}}
	memory := note("memory", "LSTM", 6272, "", 7, 32)
	memory.Recurrent = true
	tags := dense("tags", 32, 4, "softmax")
	tags.Shape = []int{7, 4}
	n.Layers = []Layer{memory, tags}
	return n
}

func images() *Network {
	n := &Network{Input: Input{Name: "pictures", Shape: []int{28, 28, 1}}, Classes: strings.Fields("T-shirt Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag Ankle-boot")}
	conv := func(name string, fan, params int, s ...int) Layer {
		return with(Layer{Name: name, Type: "Conv2D", Shape: s, Params: params, Fan: fan, Window: true, Note: "a window of 3 × 3 positions"}, "relu")
	}
	n.Layers = []Layer{
		conv("conv2d", 9, 320, 26, 26, 32), note("max_pooling2d", "MaxPooling2D", 0, "the largest of every 2 × 2 positions, for each channel alone", 13, 13, 32),
		conv("conv2d_1", 288, 18496, 11, 11, 64), note("flatten", "Flatten", 0, "the same numbers in one row", 7744),
		dense("dense", 7744, 10, "softmax"),
	}
	return n
}

func regression() *Network {
	n := mlp("houses", []int{13, 64, 1}, "elu", "")
	n.Classes = []string{"price"}
	return n
}

func twelve() *Network {
	sizes := []int{20}
	var activations []string
	for i := range 12 {
		sizes = append(sizes, 24-i)
		activations = append(activations, []string{"relu", "tanh", "gelu"}[i%3])
	}
	activations[5] = "softmax"
	activations[11] = "log_softmax"
	return mlp("in", sizes, activations...)
}

func huge() *Network { return mlp("bag of words", []int{100000, 5, 100000}, "relu", "softmax") }

func long() *Network {
	n := mlp("an_input_with_a_very_long_name_indeed", []int{12, 9, 6}, "leaky_relu(negative_slope=0.2)", "softmax")
	n.Layers[0].Name = "a_layer_name_of_thirty_letters"
	n.Layers[0].Type = "VeryLongCustomLayerTypeNameThatGoesOn"
	n.Layers[0].Note = "a note that is much too long to stand beside the drawing, so it is cut"
	for _, c := range strings.Fields("a b c d e f") {
		n.Classes = append(n.Classes, "class_name_of_thirty_letters_"+c)
	}
	return n
}

func multi() *Network { return mlp("genes", []int{50, 6}, "sigmoid") }

func sequenceRelu() *Network {
	n := &Network{Input: Input{Name: "signal", Shape: []int{-1, 3}}}
	a := dense("features", 3, 3, "relu")
	a.Shape = []int{-1, 3}
	b := dense("scores", 3, 12, "")
	b.Shape = []int{-1, 12}
	c := with(note("norm", "Softmax", 0, "", -1, 12), "softmax")
	n.Layers = []Layer{a, note("dropout", "Dropout", 0, "in training only", -1, 3), b, c}
	return n
}

// specs are the networks of the tests, by name.
func specs(t testing.TB) []struct {
	name string
	n    *Network
} {
	type spec = struct {
		name string
		n    *Network
	}
	long2 := run(long(), 1)
	return []spec{
		{"mnist", mnist()}, {"mnist-sample", four(t)},
		{"digits", digits()}, {"digits-sample", run(digits(), 3)},
		{"xor", xor()}, {"xor-sample", run(xor(), 1)},
		{"iris", iris()}, {"iris-sample", run(iris(), 2)},
		{"deep", deep()}, {"deep-sample", run(deep(), 2)},
		{"normed", normed()}, {"normed-sample", run(normed(), 2)},
		{"sequence", sequence()}, {"sequence-sample", run(sequence(), 4)},
		{"images", images()}, {"images-sample", run(images(), 4)},
		{"regression", regression()}, {"regression-sample", run(regression(), 4)},
		{"twelve", twelve()}, {"twelve-sample", run(twelve(), 4)},
		{"huge", huge()}, {"huge-sample", run(huge(), 4)},
		{"long", long()}, {"long-sample", long2},
		{"multi", multi()}, {"multi-sample", run(multi(), 4)},
		{"positions", sequenceRelu()}, {"positions-sample", run(sequenceRelu(), 4)},
		{"maps", mapped()}, {"gates", gated()},
	}
}

// jacobianOf sets relu beside softmax at z, and nudges input k by 1.
func jacobianOf(z []float32, k int) *Jacobian {
	n := len(z)
	j := &Jacobian{
		Nudged: k, Step: 1,
		Left:  Matrix{Name: "relu", Formula: "∂relu(z) / ∂z: 1 where z > 0, 0 where z < 0", Output: "r"},
		Right: Matrix{Name: "softmax", Formula: "∂softmax(z) / ∂z = diag(p) − p pᵀ", Output: "p", Vectorwise: true},
	}
	p := exactSoftmax(z)
	for i := range n {
		left, right := make([]float64, n), make([]float64, n)
		if z[i] > 0 {
			left[i] = 1
		}
		for c := range n {
			right[c] = -p[i] * p[c]
		}
		right[i] += p[i]
		j.Left.Values, j.Right.Values = append(j.Left.Values, left), append(j.Right.Values, right)
	}
	after := append([]float32(nil), z...)
	after[k]++
	each := func(f func(float64) float64, z []float32) (y []float64) {
		for _, v := range z {
			y = append(y, f(float64(v)))
		}
		return y
	}
	j.Trials = []Trial{
		{Name: "relu", Before: each(relu, z), After: each(relu, after)},
		{Name: "tanh", Before: each(math.Tanh, z), After: each(math.Tanh, after)},
		{Name: "softmax", Vectorwise: true, Before: p, After: exactSoftmax(after)},
	}
	return j
}

func exactSoftmax(z []float32) []float64 {
	p, total := make([]float64, len(z)), 0.0
	for i, v := range z {
		p[i] = math.Exp(float64(v))
		total += p[i]
	}
	for i := range p {
		p[i] /= total
	}
	return p
}

// training is a history as a short run would leave it.
func training(epochs int) History {
	h := History{{Name: "loss"}, {Name: "accuracy"}, {Name: "val_loss"}, {Name: "val_accuracy"}}
	for i := range epochs {
		t := float64(i) / 6
		loss := 0.1 + 2*math.Exp(-t)
		val := 0.2 + 2*math.Exp(-t) + 0.02*t*t + 0.03*math.Sin(3*float64(i))
		for k, v := range []float64{loss, 1 - loss/3, val, 1 - val/3} {
			h[k].Values = append(h[k].Values, v)
		}
	}
	return h
}
