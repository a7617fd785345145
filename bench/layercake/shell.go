package main

import (
	"fmt"

	"github.com/layercake-go/layercake/bench/protocol"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// shell is W8: read the data, train, measure, save.
func shell(s protocol.Settings) error {
	switch s.Case {
	case "digits":
		return digits(s)
	case "MNIST":
		return mnist(s)
	}
	return fmt.Errorf("there is no case %q", s.Case)
}

// digits is the set that is built in; 180 of its 1,797 rows are for the test.
func digits(s protocol.Settings) error {
	set, err := data.Named("digits")
	if err != nil {
		return err
	}
	scale(set.X, 1.0/16)
	keep, hold := data.Split(set.X.Rows(), data.Labels(set.Y), 180.0/1797, 0)
	return fit(s, set.Take(keep), set.Take(hold), 20, 32, 100)
}

func mnist(s protocol.Settings) error {
	train, test, err := data.ReadIDX(s.Data)
	if err != nil {
		return err
	}
	for _, set := range []*data.Dataset{train, test} {
		scale(set.X, 1.0/255)
		set.X.Shape = []int{set.X.Rows(), protocol.Width}
	}
	return fit(s, train, test, 5, 128, 512, 512)
}

func scale(x *data.Tensor, by float32) {
	for i := range x.Data {
		x.Data[i] *= by
	}
}

// fit trains with the test set as validation data, as the others do.
func fit(s protocol.Settings, train, test *data.Dataset, epochs, batch int, hidden ...int) error {
	model := sequential.New(layers.Input(train.X.RowSize()))
	for _, units := range hidden {
		model.Add(layers.Dense(units, "relu"))
		model.Add(layers.Dropout(0.2))
	}
	model.Add(layers.Dense(protocol.Classes, "softmax"))
	if err := model.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		return err
	}
	h, err := model.Fit(train.X, train.Y, sequential.Epochs(epochs), sequential.BatchSize(batch), sequential.ValidationData(test.X, test.Y))
	if err != nil {
		return err
	}
	if err := model.Save(s.Out + ".safetensors"); err != nil {
		return err
	}
	return protocol.Record{Work: "W8", Case: s.Case, Call: "Fit", Version: version, Accuracy: h.Last("val_accuracy")}.Print()
}
