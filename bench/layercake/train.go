package main

import (
	"slices"
	"time"

	"github.com/layercake-go/layercake/bench/protocol"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/sequential"
)

// shapes are those of a sample, where it is not a plain row.
var shapes = map[string][]int{"W4": {28, 28, 1}, "W5": {28, 28}}

// train is W1, W2, W4 and W5, through Compile and Fit.
func train(s protocol.Settings) error {
	model, err := started(s, s.Work)
	if err != nil {
		return err
	}
	x, y, err := samples(s)
	if err != nil {
		return err
	}
	r := protocol.Record{Work: s.Work, Case: "train", Call: "Fit", Normal: true, Version: version}
	if shape := shapes[s.Work]; shape != nil {
		x.Shape = append([]int{s.Samples}, shape...)
		if r.Outputs, err = outputs(model, x); err != nil {
			return err
		}
	}
	optimizer := "adam(learning_rate=1e-3)"
	if s.Work == "W2" {
		optimizer = "sgd(learning_rate=0.01)"
	}
	if err := model.Compile(optimizer, "sparse_categorical_crossentropy"); err != nil {
		return err
	}
	var c clock
	for _, epochs := range []int{1, protocol.TimedEpochs} {
		c.marks = nil
		h, err := model.Fit(x, y, sequential.BatchSize(protocol.Batch[s.Work]), sequential.Epochs(epochs), sequential.Callbacks(&c))
		if err != nil {
			return err
		}
		r.Losses = append(r.Losses, h.Values["loss"]...)
	}
	r.Value = float64(s.Samples) / c.best().Seconds()
	return r.Print()
}

// outputs are the probabilities of the two samples that are checked, before training.
func outputs(model *sequential.Model, x *data.Tensor) ([][]float32, error) {
	y, err := model.Predict(x)
	if err != nil {
		return nil, err
	}
	last := y.Data[protocol.LastChecked*protocol.Classes:]
	return [][]float32{y.Data[:protocol.Classes], last[:protocol.Classes]}, nil
}

// samples are the first rows of the common data.
func samples(s protocol.Settings) (x, y *data.Tensor, err error) {
	values, err := s.X()
	if err != nil {
		return nil, nil, err
	}
	labels, err := s.Labels()
	if err != nil {
		return nil, nil, err
	}
	x, y = data.New(s.Samples, protocol.Width), data.New(s.Samples)
	copy(x.Data, values)
	for i := range y.Data {
		y.Data[i] = float32(labels[i])
	}
	return x, y, nil
}

// clock marks where each epoch begins, and the end.
type clock struct{ marks []time.Time }

func (c *clock) On(e sequential.Event, _ *sequential.Training) error {
	if e == sequential.EpochBegin || e == sequential.TrainEnd {
		c.marks = append(c.marks, time.Now())
	}
	return nil
}

// best is the shortest time from one mark to the next.
func (c *clock) best() time.Duration {
	var epochs []time.Duration
	for i, m := range c.marks[1:] {
		epochs = append(epochs, m.Sub(c.marks[i]))
	}
	return slices.Min(epochs)
}
