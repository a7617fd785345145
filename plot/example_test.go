package plot_test

import (
	"bytes"
	"fmt"
	"image/png"
	"math"
	"strings"

	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/plot"
	"github.com/layercake-go/layercake/sequential"
)

// flowers is a network for the iris data.
func flowers() *plot.Network {
	return &plot.Network{
		Input: plot.Input{Name: "flower", Shape: []int{4}, Note: "sepal and petal, cm"},
		Layers: []plot.Layer{
			{Name: "hidden", Type: "Dense", Shape: []int{16}, Params: 80, Fan: 4, Activation: "tanh", Curve: math.Tanh},
			{Name: "output", Type: "Dense", Shape: []int{3}, Params: 51, Fan: 16, Activation: "softmax", Vectorwise: true, SumsToOne: true},
		},
		Classes: []string{"setosa", "versicolor", "virginica"},
	}
}

func ExampleNetworkSVG() {
	var out bytes.Buffer
	if err := plot.NetworkSVG(&out, flowers()); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "<title") || strings.Contains(line, "softmax over") {
			_, words, _ := strings.Cut(line, ">")
			words, _, _ = strings.Cut(words, "<")
			fmt.Println(words)
		}
	}
	fmt.Println(strings.Count(out.String(), `class="each `), "small tiles,", strings.Count(out.String(), `class="all `), "wide one")
	// Output:
	// 4 → Dense 16, tanh → Dense 3, softmax
	// softmax over all 3 · Σ = 1
	// 8 small tiles, 1 wide one
}

func ExampleNetworkPNG() {
	var out bytes.Buffer
	if err := plot.NetworkPNG(&out, flowers(), plot.PNG{Scale: 1.5, Dark: true}); err != nil {
		fmt.Println(err)
	}
	size, err := png.DecodeConfig(&out)
	fmt.Println(size.Width, err)
	// Output: 1440 <nil>
}

// signs is relu beside softmax at z = (0, ln 3), where softmax gives ¼ and ¾.
func signs() *plot.Jacobian {
	return &plot.Jacobian{
		Nudged: 1, Step: 1,
		Left:  plot.Matrix{Name: "relu", Output: "r", Values: [][]float64{{0, 0}, {0, 1}}},
		Right: plot.Matrix{Name: "softmax", Output: "p", Vectorwise: true, Values: [][]float64{{0.1875, -0.1875}, {-0.1875, 0.1875}}},
	}
}

func ExampleJacobianSVG() {
	var out bytes.Buffer
	if err := plot.JacobianSVG(&out, signs()); err != nil {
		fmt.Println(err)
	}
	_, desc, _ := strings.Cut(out.String(), "<desc")
	_, desc, _ = strings.Cut(desc, ">")
	desc, _, _ = strings.Cut(desc, "<")
	fmt.Println(strings.ReplaceAll(strings.TrimSpace(desc), ". ", ".\n"))
	// Output:
	// Two heat-maps.
	// The Jacobian of relu: Raise one z and at most its own output moves; the empty cells are exactly 0, whatever z is.
	// The Jacobian of softmax: Raise one z and both outputs move: its own gains, the other loses, and the column total is 0.
}

// With a sample the picture of an LSTM shows its gates step by step.
func ExampleFromModel() {
	model := sequential.New(Input(4, 1), LSTM(3), Dense(1))
	n, err := plot.FromModel(model, [][][]float32{{{1}, {2}, {0}, {-1}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range n.Layers[0].Inside[0].Heats {
		fmt.Printf("%s: %d units at %d steps\n", h.Name, h.Units, h.Steps)
	}
	// Output:
	// input gate i: 3 units at 4 steps
	// forget gate f: 3 units at 4 steps
	// output gate o: 3 units at 4 steps
	// candidate g: 3 units at 4 steps
	// cell c: 3 units at 4 steps
	// output h: 3 units at 4 steps
}

// A heat-map needs no model: numbers of one's own are drawn in the same way.
func ExampleHeat() {
	memory := plot.Layer{Name: "memory", Type: "GRU", Shape: []int{2}, Params: 24, Inside: []plot.Inside{{Heats: []plot.Heat{
		{Name: "update gate z", Note: "what to keep", Gate: true, Steps: 3, Units: 2, Values: []float32{0, 0.2, 0.5, 0.9, 1, 0.4}},
	}}}}
	n := &plot.Network{
		Input:  plot.Input{Name: "signal", Shape: []int{3, 1}},
		Layers: []plot.Layer{memory},
		Sample: &plot.Sample{X: []float32{1, 2, 3}},
	}
	var out bytes.Buffer
	if err := plot.NetworkSVG(&out, n); err != nil {
		fmt.Println(err)
	}
	_, seen, _ := strings.Cut(out.String(), "Heat-maps of ")
	seen, _, _ = strings.Cut(seen, "<")
	fmt.Println(seen)
	// Output: update gate z: 2 units at 3 steps.
}

func ExampleJacobianPNG() {
	var out bytes.Buffer
	if err := plot.JacobianPNG(&out, signs(), plot.PNG{Scale: 1}); err != nil {
		fmt.Println(err)
	}
	size, err := png.DecodeConfig(&out)
	fmt.Println(size.Width, err)
	// Output: 960 <nil>
}

func ExampleCurvesSVG() {
	history := plot.History{
		{Name: "loss", Values: []float64{1.2, 0.7, 0.5, 0.4}},
		{Name: "val_loss", Values: []float64{1.1, 0.8, 0.7, 0.9}},
	}
	var out bytes.Buffer
	if err := plot.CurvesSVG(&out, history); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "epoch 3 ") {
			_, words, _ := strings.Cut(line, ">")
			fmt.Println(strings.TrimSuffix(words, "</text>\n"))
		}
	}
	// Output: epoch 3 · training 0.5000 · validation 0.7000
}

func ExampleCurvesPNG() {
	var out bytes.Buffer
	if err := plot.CurvesPNG(&out, plot.History{{Name: "loss", Values: []float64{1.2, 0.7}}}, plot.PNG{Scale: 1}); err != nil {
		fmt.Println(err)
	}
	size, err := png.DecodeConfig(&out)
	fmt.Println(size.Width, err)
	// Output: 960 <nil>
}
