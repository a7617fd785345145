// Digits trains a classifier on 1,797 pictures of handwritten digits, 8×8 each,
// and saves it.
package main

import (
	"fmt"
	"log"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

func main() {
	digits, err := data.Named("digits")
	if err != nil {
		log.Fatal(err)
	}
	keep, hold := data.Split(digits.X.Rows(), data.Labels(digits.Y), 0.2, 0)
	rest, part := digits.Take(keep), digits.Take(hold)
	model := sequential.New(Input(64))
	model.Add(Dense(100, "relu"))
	model.Add(Dense(10, "softmax"))
	if err := model.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		log.Fatal(err)
	}
	if _, err := model.Fit(rest.X, rest.Y, sequential.Epochs(20)); err != nil {
		log.Fatal(err)
	}
	fmt.Print(model.Summary())
	scores, err := model.Evaluate(part.X, part.Y)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("test", scores)
}
