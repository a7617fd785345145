// Iris tells three kinds of flowers apart, by name. It reads its own 150 flowers
// or a CSV file of yours, whose first line names the columns:
//
//	go run ./examples/iris [flowers.csv species]
package main

import (
	"fmt"
	"os"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

func run(file, target string) error {
	flowers, err := data.LoadNamed(file, data.CSV{Target: target, Classify: true})
	if err != nil {
		return err
	}
	keep, hold := data.Split(flowers.X.Rows(), data.Labels(flowers.Y), 0.2, 1)
	train, test := flowers.Take(keep), flowers.Take(hold)

	model := sequential.New(Input(len(flowers.Features)))
	model.Add(Normalization()) // learns mean and spread of each column
	model.Add(Dense(16, "relu"))
	model.Add(Dense(len(flowers.Classes), "softmax"))
	model.SetClasses(flowers.Classes...) // a file of the model keeps the names
	if err := model.Compile("adam(learning_rate=0.01)", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		return err
	}
	if _, err := model.Fit(train.X, train.Y, sequential.Epochs(50)); err != nil {
		return err
	}
	scores, err := model.Evaluate(test.X, test.Y)
	if err != nil {
		return err
	}
	names, err := model.PredictLabels(test.X)
	if err != nil {
		return err
	}
	fmt.Printf("%d flowers of %v to learn from\n", train.X.Rows(), flowers.Classes)
	fmt.Printf("%d others: %v\n", test.X.Rows(), scores)
	for i := range min(5, len(names)) {
		truth := flowers.Classes[int(test.Y.Data[i])]
		fmt.Printf("  %v is %s, the model says %s\n", test.X.Row(i), truth, names[i])
	}
	return nil
}

func main() {
	file, target := "iris", "species"
	if len(os.Args) == 3 {
		file, target = os.Args[1], os.Args[2]
	}
	if err := run(file, target); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
