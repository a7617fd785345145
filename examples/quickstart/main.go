// Quickstart learns to read handwritten digits and saves what it has learnt:
//
//	go run ./examples/quickstart [digits.keras]
package main

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

func run(path string) error {
	digits, err := data.Named("digits")
	if err != nil {
		return err
	}
	model := sequential.New(Input(64))
	model.Add(Rescaling(1.0 / 16)) // pixels are 0 to 16
	model.Add(Dense(100, "relu"))
	model.Add(Dense(10, "softmax"))
	err = model.Compile("adam(learning_rate=3e-3)", "sparse_categorical_crossentropy", "accuracy")
	if err != nil {
		return err // mistakes in layers are told here, too
	}
	history, err := model.Fit(digits.X, digits.Y,
		sequential.Epochs(40), sequential.BatchSize(32), sequential.ValidationSplit(0.1))
	if err != nil {
		return err
	}
	fmt.Print(model.Summary())
	fmt.Printf("accuracy on digits not trained on: %.3f\n", history.Last("val_accuracy"))
	return model.Save(path)
}

func main() {
	path := "digits.keras"
	if len(os.Args) > 1 {
		path = os.Args[1]
	}
	if err := run(path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
