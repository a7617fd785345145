// Custom-layer adds a layer with weights of its own to a model and to files. A
// Gate multiplies each feature by a factor that it learns, and a penalty on the
// factors closes the gates of features that are not worth it.
package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/regularizers"
	"github.com/layercake-go/layercake/sequential"
)

// GateSpec is what a user writes. Its fields are the keys in YAML and in files:
// Gate(l1(0.5)), {gate: {regularizer: l1}}.
type GateSpec struct {
	Regularizer  *regularizers.Regularizer `yaml:"regularizer" default:"None" doc:"penalty on the factors"`
	layer.Common `yaml:",inline"`
}

// Gate is y = x·factor, with a factor for each value of a sample.
func Gate(more ...any) *GateSpec { return layer.New(&GateSpec{}, more...) }

// Build declares the weights; the output has the input's shape.
func (s *GateSpec) Build(n *layer.Node) (layer.Layer, error) {
	n.ActsOn = "each unit alone" // for the summary
	factor := n.Param("factor", n.In, initializers.Ones)
	factor.Regularizer = s.Regularizer
	return gate{factor}, nil
}

// gate is the arithmetic. It keeps nothing of a batch: that is all in the frame.
type gate struct{ factor *layer.Param }

func (g gate) Forward(f *layer.Frame) {
	w := f.W(g.factor)
	for i, x := range f.X { // f.Rows rows of len(w)
		f.Y[i] = x * w[i%len(w)]
	}
}

func (g gate) Backward(f *layer.Frame) {
	w, dw := f.W(g.factor), f.Grad(g.factor)
	for i, dy := range f.DY {
		if dw != nil { // nil: the layer is frozen
			dw[i%len(w)] += float32(dy * f.X[i])
		}
		if f.DX != nil { // nil: no layer before it learns
			f.DX[i] = dy * w[i%len(w)]
		}
	}
}

func run() error {
	if err := layer.Register[GateSpec]("Gate"); err != nil { // for YAML and for files
		return err
	}
	patients, err := data.Named("diabetes")
	if err != nil {
		return err
	}
	model := sequential.New(Input(10), Normalization(), Gate("l1(3)"), Dense(1))
	if err := model.Compile("adam(learning_rate=0.05)", "mae"); err != nil {
		return err
	}
	if _, err := model.Fit(patients.X, patients.Y, sequential.Epochs(300)); err != nil {
		return err
	}
	file := filepath.Join(os.TempDir(), fmt.Sprintf("gate-%d.keras", os.Getpid()))
	defer os.Remove(file)
	if err := model.Save(file); err != nil {
		return err
	}
	loaded, err := sequential.Load(file) // finds the layer by its name
	if err != nil {
		return err
	}
	fmt.Print(loaded.Summary())
	weights, err := loaded.Weights()
	for _, w := range weights {
		for i := 0; w.Path == "gate/factor" && i < len(w.Data); i++ {
			fmt.Printf("%-4s %.1f\n", patients.Features[i], math.Abs(float64(w.Data[i])))
		}
	}
	return err
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
