// Layercake-bench is layercake's side of the benchmark: one process does one
// work and prints what it measured. bench/run starts it.
package main

import (
	"github.com/layercake-go/layercake/bench/protocol"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

var version = protocol.Version("layercake", "")

func main() {
	protocol.Main(map[string]func(protocol.Settings) error{
		"W1": train, "W2": train, "W3": predict, "W4": train, "W5": train, "W6": products, "W7": cold, "W8": shell,
	})
}

// network is a net as people write it.
func network(net string) *sequential.Model {
	switch net {
	case "W4":
		return sequential.New(
			layers.Input(28, 28, 1),
			layers.Conv2D(32, 3, "relu"), layers.MaxPooling2D(2),
			layers.Conv2D(64, 3, "relu"), layers.MaxPooling2D(2),
			layers.Flatten(),
			layers.Dense(protocol.Classes, "softmax"),
		)
	case "W5":
		return sequential.New(layers.Input(28, 28), layers.LSTM(128), layers.Dense(protocol.Classes, "softmax"))
	}
	sizes := protocol.Sizes[net]
	last := len(sizes) - 1
	model := sequential.New(layers.Input(sizes[0]))
	for _, units := range sizes[1:last] {
		model.Add(layers.Dense(units, "relu"))
	}
	model.Add(layers.Dense(sizes[last], "softmax"))
	return model
}

// started is a net with the common first weights.
func started(s protocol.Settings, net string) (*sequential.Model, error) {
	model := network(net)
	values, err := s.Values(net)
	if err != nil {
		return nil, err
	}
	weights, err := model.Weights()
	if err != nil {
		return nil, err
	}
	for _, w := range weights {
		values = values[copy(w.Data, values):]
	}
	return model, model.SetWeights(weights)
}

// cold is W7.
func cold(protocol.Settings) error {
	y, err := network("W2").Predict(data.New(1, protocol.Width))
	if err != nil {
		return err
	}
	return protocol.Cold(version, y.Data)
}
