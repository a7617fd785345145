package sequential_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// The four samples of exclusive or.
var (
	xorX = [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}}
	xorY = []float64{0, 1, 1, 0}
)

func Example() {
	model := sequential.New(Input(2))
	model.Add(Dense(8, "tanh"))
	model.Add(Dense(1, "sigmoid"))
	if err := model.Compile("adam(learning_rate=0.1)", "binary_crossentropy", "accuracy"); err != nil {
		fmt.Println(err)
		return
	}
	history, err := model.Fit(xorX, xorY, sequential.Epochs(100), sequential.BatchSize(4))
	if err != nil {
		fmt.Println(err)
		return
	}
	classes, _ := model.PredictClasses(xorX)
	fmt.Println(history.Epochs, history.Last("accuracy"), classes)
	// Output: 100 1 [0 1 1 0]
}

func ExampleModel_Compile() {
	model := sequential.New(Input(784), Dense(100, "rellu"), Dense(10, "softmax"))
	fmt.Println(model.Compile("adm", "sparse_categorical_crossentropy"))
	// Output:
	// optimizer: unknown optimizer "adm"; did you mean "adam"?
	// layer "dense" (1 of 2): activation: unknown activation "rellu"; did you mean "relu"?
}

func ExampleModel_Notes() {
	model := sequential.New(Input(4), Dense(3))
	model.Compile("sgd", "categorical_crossentropy", "accuracy")
	for _, note := range model.Notes() {
		fmt.Println(note)
	}
	// Output:
	// loss: the output is linear, so categorical_crossentropy takes it as scores (logits) and applies softmax itself, exactly; Predict returns scores.
	// accuracy: categorical_accuracy, by the loss categorical_crossentropy and 3 outputs.
}

func ExampleModel_Summary() {
	model := sequential.New(Input(7, 2), Dense(4, "softmax", with.Name("tags")))
	model.SetName("tagger")
	fmt.Print(model.Summary())
	// Output:
	// Model: "tagger"
	// ┏━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━┓
	// ┃ Layer (type) ┃ Output Shape ┃ Param # ┃ Trainable ┃ Activation ┃ Acts on             ┃
	// ┡━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━┩
	// │ tags (Dense) │ (None, 7, 4) │      12 │ yes       │ softmax    │ 4 together, 7 times │
	// └──────────────┴──────────────┴─────────┴───────────┴────────────┴─────────────────────┘
	//  Total params: 12 (48.00 B)
	//  Trainable params: 12 (48.00 B)
	//  Non-trainable params: 0 (0.00 B)
	//
	//  Acts on: the numbers that one call of the activation sees.
	//  tags: softmax over the last axis: one softmax for each of the 7 positions, 4 numbers each.
	//        7 totals of 1 for every sample, not one total of 1 over all 28 numbers.
}

// known is a model whose two sums are 1 and 2 for the input 1.
func known() *sequential.Model {
	model := sequential.New(Input(1), Dense(2, "softmax"))
	model.BuildFor(1)
	model.SetWeights([]sequential.Weight{{Shape: []int{1, 2}, Data: []float32{1, 2}}, {Shape: []int{2}, Data: []float32{0, 0}}})
	return model
}

func ExampleModel_Explain() {
	e, _ := known().Explain([][]float64{{1}})
	fmt.Printf("sums %.3f, shares %.3f, largest %s\n", e.Z, e.P, e.Classes[e.Largest])
	// Output: sums [1.000 2.000], shares [0.269 0.731], largest 1
}

func ExampleModel_Jacobian() {
	j, _ := known().Jacobian("dense", [][]float64{{1}})
	fmt.Printf("%.3f\n%.3f\n", j.Row(0), j.Row(1))
	// Output:
	// [0.197 -0.197]
	// [-0.197 0.197]
}

func ExampleModel_Logits() {
	z, _ := known().Logits([]float64{1})
	p, _ := known().Predict([]float64{1})
	fmt.Printf("%.3f %.3f\n", z.Data, p.Data)
	// Output: [1.000 2.000] [0.269 0.731]
}

func ExampleModel_Activations() {
	list, _ := known().Activations([]float64{1})
	fmt.Printf("%d layer, shape %v: %.3f\n", len(list), list[0].Shape, list[0].Data)
	// Output: 1 layer, shape [1 2]: [0.269 0.731]
}

func ExampleModel_PredictTo() {
	p := make([]float32, 2) // nothing more is allocated
	err := known().PredictTo(p, []float32{1})
	fmt.Printf("%.3f %v\n", p, err)
	// Output: [0.269 0.731] <nil>
}

func ExampleModel_PredictLabels() {
	model := known()
	model.SetClasses("cat", "dog")
	fmt.Println(model.PredictLabels([]float64{1, -1}))
	// Output: [dog cat] <nil>
}

func ExampleModel_Save() {
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.keras")
	if err := known().Save(path); err != nil {
		fmt.Println(err)
		return
	}
	model, err := sequential.Load(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, _ := model.Predict([]float64{1})
	fmt.Printf("%.3f\n", p.Data)
	fmt.Println(model.Save("model.txt"))
	// Output:
	// [0.269 0.731]
	// model.txt: unknown kind of model file ".txt"; known are .h5, .json, .keras, .safetensors, .weights.h5
}

func ExampleRead() {
	_, err := sequential.Read(bytes.NewReader([]byte("something else entirely")))
	fmt.Println(err)
	// Output: this is no model file of a known kind: known are .h5, .json, .keras, .safetensors, .weights.h5
}

// A trained body gets another head: what was learnt stays.
func ExampleModel_Freeze() {
	model := sequential.New(Input(2), Dense(8, "tanh", with.Name("body")), Dense(1, "sigmoid"))
	model.Compile("adam", "binary_crossentropy")
	model.Fit(xorX, xorY)
	model.Pop()
	model.Add(Dense(3, "softmax", with.Name("head")))
	model.Freeze("body")
	err := model.Compile("adam", "sparse_categorical_crossentropy")
	for _, n := range model.Nodes() {
		fmt.Println(n.Name, "learns:", n.Learns())
	}
	fmt.Println(err)
	// Output:
	// body learns: false
	// head learns: true
	// <nil>
}

func ExampleModel_Evaluate() {
	model := known()
	model.Compile("sgd", "sparse_categorical_crossentropy", "accuracy")
	fmt.Println(model.Evaluate([]float64{1, 1}, []int{1, 0}))
	// Output: loss: 0.8133 - accuracy: 0.5000 <nil>
}

// A callback is a function.
func ExampleCallbackFunc() {
	model := sequential.New(Input(2), Dense(1))
	model.Compile("sgd", "mse")
	stop := sequential.CallbackFunc(func(e sequential.Event, t *sequential.Training) error {
		if e == sequential.EpochEnd && t.Epoch == 2 {
			t.Stop("three epochs are enough")
		}
		return nil
	})
	h, err := model.Fit(xorX, xorY, sequential.Epochs(10), sequential.Callbacks(stop))
	fmt.Println(h.Epochs, h.Stopped, err)
	// Output: 3 three epochs are enough <nil>
}

// The options of Fit together.
func ExampleModel_FitContext() {
	model := sequential.New(Input(2), Dense(1, "sigmoid"))
	model.SetSeed(1)
	model.Compile("sgd", "binary_crossentropy", "accuracy", sequential.WeightedMetrics("accuracy"))
	h, err := model.FitContext(context.Background(), xorX, xorY,
		sequential.Epochs(3), sequential.InitialEpoch(1), sequential.BatchSize(2), sequential.Shuffle(false),
		sequential.ValidationData(xorX, xorY), sequential.ClassWeight(map[int]float64{1: 2}), sequential.SampleWeight([]float32{1, 1, 1, 0.5}))
	fmt.Println(h.Epochs, h.Names, err)
	// Output: 2 [loss accuracy weighted_accuracy val_loss val_accuracy val_weighted_accuracy] <nil>
}

// A source need not be in memory.
func ExampleModel_FitSource() {
	var src data.Source = &spy{n: 8}
	model := sequential.New(Input(1), Dense(1))
	model.Compile("sgd(learning_rate=0.01)", "mse")
	h, err := model.FitSource(context.Background(), src, sequential.Epochs(2), sequential.ValidationSplit(0.25))
	fmt.Println(h.Names, err)
	// Output: [loss val_loss] <nil>
}

func ExampleAllow() {
	model := sequential.New(Input(4), Dense(3, "softmax"))
	fmt.Println(model.Compile("sgd", "binary_crossentropy", sequential.Allow("softmax_with_binary_crossentropy")))
	// Output: <nil>
}

// Weights alone go into a model that has the layers.
func ExampleModel_LoadWeights() {
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.weights.h5")
	if err := known().Save(path); err != nil {
		fmt.Println(err)
		return
	}
	model := sequential.New(Input(1), Dense(2, "softmax"))
	fmt.Println(model.LoadWeights(path))
	p, _ := model.Predict([]float64{1})
	fmt.Printf("%.3f\n", p.Data)
	// Output:
	// <nil>
	// [0.269 0.731]
}
