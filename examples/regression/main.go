// Regression predicts a number: how far diabetes has come a year later, from ten
// measures of a patient as they are, in years, kg/m², mmHg and so on.
package main

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

func run() error {
	patients, err := data.Named("diabetes")
	if err != nil {
		return err
	}
	keep, hold := data.Split(patients.X.Rows(), nil, 0.2, 0)
	train, test := patients.Take(keep), patients.Take(hold)

	model := sequential.New(Input(10))
	model.Add(Normalization()) // learns mean and spread of each measure before training
	model.Add(Dense(8, "relu"))
	model.Add(Dense(1)) // no activation: any number may come out
	if err := model.Compile("adam(learning_rate=0.03)", "mse", "mae", "r2_score"); err != nil {
		return err
	}
	if _, err := model.Fit(train.X, train.Y, sequential.Epochs(100)); err != nil {
		return err
	}
	scores, err := model.Evaluate(test.X, test.Y)
	if err != nil {
		return err
	}
	fmt.Printf("%d patients to learn from, %d to measure with\n", train.X.Rows(), test.X.Rows())
	fmt.Printf("off by %.0f on average; R² = %.2f (1 is perfect, 0 is to guess the mean)\n", scores.Get("mae"), scores.Get("r2_score"))
	y, err := model.Predict(test.X)
	if err != nil {
		return err
	}
	for i := range 5 {
		fmt.Printf("  predicted %3.0f, it was %3.0f\n", y.Row(i)[0], test.Y.Data[i])
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
