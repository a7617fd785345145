package main

import (
	"github.com/layercake-go/layercake/bench/protocol"
	"github.com/layercake-go/layercake/data"
)

// predict is W3: Predict, which returns a tensor of its own, and PredictTo,
// which writes where it is told.
func predict(s protocol.Settings) error {
	return s.Predict(version, func(net string, x []float32, batch int) (normal, fast map[string]protocol.Predictor, err error) {
		model, err := started(s, net)
		if err != nil {
			return nil, nil, err
		}
		rows, out := &data.Tensor{Shape: []int{batch, protocol.Width}, Data: x}, make([]float32, batch*protocol.Classes)
		normal = map[string]protocol.Predictor{"Predict": func() ([]float32, error) {
			y, err := model.Predict(rows)
			if err != nil {
				return nil, err
			}
			return y.Data, nil
		}}
		fast = map[string]protocol.Predictor{"PredictTo": func() ([]float32, error) { return out, model.PredictTo(out, x) }}
		return normal, fast, nil
	})
}
