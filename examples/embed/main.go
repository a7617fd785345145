// Embed is a program that carries a trained model inside itself: one binary, no
// files, no Python. Ask it about a flower, by four measures in cm:
//
//	go run ./examples/embed 6.3 2.8 5.1 1.5
//
// The model was made by this program too, with "go generate ./examples/embed".
package main

import (
	"embed"
	"fmt"
	"os"
	"strconv"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

//go:generate go run . -train iris.safetensors

//go:embed iris.safetensors
var files embed.FS

// train makes the model that the next build embeds.
func train(path string) error {
	iris, err := data.Named("iris")
	if err != nil {
		return err
	}
	model := sequential.New(Input(4), Normalization(), Dense(8, "relu"), Dense(3, "softmax"))
	model.SetMeta(sequential.Meta{Classes: iris.Classes, Features: iris.Features, Target: iris.Target})
	if err := model.Compile("adam(learning_rate=0.02)", "sparse_categorical_crossentropy"); err != nil {
		return err
	}
	if _, err := model.Fit(iris.X, iris.Y, sequential.Epochs(40)); err != nil {
		return err
	}
	return model.Save(path)
}

// tell says which flower has the measures. The model knows their names.
func tell(args []string) error {
	model, err := sequential.LoadFS(files, "iris.safetensors")
	if err != nil {
		return err
	}
	features, classes := model.Meta().Features, model.Classes()
	if len(args) != len(features) {
		return fmt.Errorf("want %d numbers: %v", len(features), features)
	}
	x := make([]float32, len(args))
	for i, a := range args {
		v, err := strconv.ParseFloat(a, 32)
		if err != nil {
			return fmt.Errorf("%s: want a number, have %q", features[i], a)
		}
		x[i] = float32(v)
	}
	p := make([]float32, len(classes))
	if err := model.PredictTo(p, x); err != nil { // allocates nothing, from any goroutine
		return err
	}
	for i, c := range classes {
		fmt.Printf("%-10s %5.1f%%\n", c, 100*p[i])
	}
	return nil
}

func main() {
	var err error
	switch args := os.Args[1:]; {
	case len(args) == 2 && args[0] == "-train":
		err = train(args[1])
	case len(args) == 0:
		err = tell([]string{"6.3", "2.8", "5.1", "1.5"})
	default:
		err = tell(args)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
