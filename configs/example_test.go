package configs_test

import (
	"context"
	"fmt"

	"github.com/layercake-go/layercake/configs"
)

func ExampleParse() {
	_, err := configs.Parse("digits.yaml", []byte(`version: 1
layers:
  - Dense(100, relu)
  - dense: {units: 10, activation: sofmax}
compile: {optimizer: adam, loss: mse, epochs: 20}
`))
	fmt.Print(configs.Explain(err))
	// Output:
	// digits.yaml:4:36: layers[1].activation: unknown activation "sofmax"; did you mean "softmax"?
	//     4 |   - dense: {units: 10, activation: sofmax}
	//       |                                    ^^^^^^
	// digits.yaml:5:39: compile: unknown key "epochs"; it belongs to fit:
	//     5 | compile: {optimizer: adam, loss: mse, epochs: 20}
	//       |                                       ^^^^^^
}

func ExampleLoad() {
	spec, err := configs.Load("digits.yaml", "layers[1].units=32", "fit.epochs=3")
	if err != nil {
		fmt.Print(configs.Explain(err))
		return
	}
	model, err := spec.Model()
	fmt.Println(model.Input(), model.Output(), spec.Fit.Epochs, err)
	// Output: (None, 64) (None, 10) 3 <nil>
}

func ExampleTrain() {
	spec, err := configs.Load("iris.yaml")
	if err != nil {
		fmt.Print(configs.Explain(err))
		return
	}
	result, err := configs.Train(context.Background(), spec, ".")
	if err != nil {
		fmt.Print(configs.Explain(err))
		return
	}
	fmt.Printf("%.2f of %d flowers\n", result.Test.Get("accuracy"), result.TestRows)
	labels, err := result.Model.PredictLabels([]float32{5.1, 3.5, 1.4, 0.2})
	fmt.Println(labels, err)
	// Output:
	// 0.97 of 30 flowers
	// [setosa] <nil>
}

func ExampleRender() {
	spec, err := configs.Parse("m.yaml", []byte("{version: 1, layers: [dropout: 0.5, Flatten], data: {source: iris}}"))
	if err != nil {
		fmt.Print(configs.Explain(err))
		return
	}
	full, err := configs.Render(spec)
	fmt.Print(string(full), err)
	// Output:
	// version: 1
	// name: sequential
	// seed: 0
	// layers:
	//   - Dropout(0.5, noise_shape=None, seed=None, trainable=true)
	//   - Flatten(data_format=None, trainable=true)
	// fit:
	//   epochs: 1
	//   batch_size: 32
	//   validation_split: 0.0
	//   shuffle: true
	// data:
	//   source: iris
	// <nil>
}

func ExampleSamples() {
	for _, s := range configs.Samples() {
		fmt.Printf("%-12s %.60s…\n", s.Name, s.Description)
	}
	// Output:
	// xor          XOR: the smallest thing that a single layer cannot learn. Tw…
	// iris         Iris: which of three flowers is it, by four measures in cent…
	// digits       Digits: 1,797 handwritten digits of 8×8 pixels. 64 pixels, 1…
	// digits-deep  The digits again, with a deeper network and the two usual wa…
	// digits-cnn   The digits as pictures: a small convolutional network sees w…
	// regression   A number instead of a class: how far will diabetes have gone…
	// mnist        MNIST: 70,000 handwritten digits of 28×28 pixels. The four f…
	// mnist-cnn    MNIST with a convolutional network. The four files, train-im…
}

func ExampleFromModel() {
	spec, err := configs.Load("digits.yaml")
	if err != nil {
		fmt.Print(configs.Explain(err))
		return
	}
	model, err := spec.Model()
	if err != nil {
		fmt.Print(configs.Explain(err))
		return
	}
	again, err := configs.FromModel(model)
	fmt.Println(again.Name, again.Input, len(again.Layers), again.Compile.Optimizer, err)
	// Output: digits [64] 3 adam(learning_rate=0.003) <nil>
}
