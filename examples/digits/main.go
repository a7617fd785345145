// Digits is a whole training as one would do it: part of the data is kept for
// watching, part for one honest measurement at the end; the best weights are
// kept; the model is saved, loaded again, and asked.
//
//	go run ./examples/digits [digits.keras]
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"github.com/layercake-go/layercake/callbacks"
	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

func run(path string) error {
	digits, err := data.Named("digits")
	if err != nil {
		return err
	}
	keep, hold := data.Split(digits.X.Rows(), data.Labels(digits.Y), 0.2, 0)
	train, test := digits.Take(keep), digits.Take(hold)

	model := sequential.New(Input(64), Rescaling(1.0/16)) // pixels from 0 to 1
	model.Add(Dense(100, "relu", with.KernelRegularizer("l2(1e-4)")))
	model.Add(Dropout(0.2))
	model.Add(Dense(10, "softmax"))
	model.SetClasses("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
	if err := model.Compile("adam(learning_rate=3e-3)", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		return err
	}

	// Ctrl-C ends the training after a whole step, and with its best weights.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	_, err = model.FitContext(ctx, train.X, train.Y,
		sequential.Epochs(60),
		sequential.ValidationSplit(0.15),
		sequential.Callbacks(
			callbacks.EarlyStopping(with.Patience(8), with.RestoreBestWeights(true), with.Verbose(1)),
			callbacks.ReduceLROnPlateau(with.Factor(0.3), with.Patience(3), with.Verbose(1)),
			callbacks.Progress(os.Stdout),
		))
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	scores, err := model.Evaluate(test.X, test.Y)
	if err != nil {
		return err
	}
	fmt.Printf("\n%d digits it has never seen: %v\n", test.X.Rows(), scores)

	if err := model.Save(path); err != nil {
		return err
	}
	again, err := sequential.Load(path)
	if err != nil {
		return err
	}
	few := test.Take([]int{0, 1, 2, 3, 4})
	names, err := again.PredictLabels(few.X)
	if err != nil {
		return err
	}
	fmt.Printf("loaded from %s: the first five are %v, the truth is %v\n", path, names, few.Y.Data)
	return nil
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
