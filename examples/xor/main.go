// Xor learns exclusive or, which no single layer can: the two inputs must be
// combined first, in a hidden one.
package main

import (
	"fmt"
	"os"

	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

func run() error {
	x := [][]float32{{0, 0}, {0, 1}, {1, 0}, {1, 1}}
	y := []int{0, 1, 1, 0}

	for _, hidden := range []bool{false, true} {
		model := sequential.New(Input(2))
		if hidden {
			model.Add(Dense(8, "tanh"))
		}
		model.Add(Dense(1, "sigmoid")) // one yes or no: the probability of a 1
		if err := model.Compile("adam(learning_rate=0.05)", "binary_crossentropy", "accuracy"); err != nil {
			return err
		}
		if _, err := model.Fit(x, y, sequential.Epochs(300)); err != nil {
			return err
		}
		p, err := model.Predict(x)
		if err != nil {
			return err
		}
		fmt.Printf("hidden layer: %v\n", hidden)
		for i := range x {
			fmt.Printf("  %v xor %v = %.2f\n", x[i][0], x[i][1], p.Row(i)[0])
		}
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
