package onnx_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/layercake-go/layercake/formats/onnx"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// Importing the package, if only as _, makes Save and Load know the ending .onnx.
func Example() {
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "model.onnx")

	model := sequential.New(Input(4), Dense(8, "relu"), Dense(3, "softmax"))
	model.SetClasses("setosa", "versicolor", "virginica")
	if err := model.BuildFor(4); err != nil {
		fmt.Println(err)
		return
	}
	if err := model.Save(path); err != nil {
		fmt.Println(err)
		return
	}
	back, err := sequential.Load(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(back.Layers()), "layers,", back.Classes())
	// Output: 2 layers, [setosa versicolor virginica]
}

// A file of PyTorch's exporter.
func ExampleOps() {
	fmt.Println(onnx.Ops()[:4], "…")
	model, err := sequential.Load("testdata/torch_dynamo_mlp.onnx")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range model.Nodes() {
		fmt.Println(n.Name, n.Out)
	}
	// Output:
	// [Abs Add And ArgMax] …
	// dense (None, 8)
	// dense_1 (None, 5)
	// layer_normalization (None, 5)
	// activation (None, 5)
	// dense_2 (None, 3)
}

// What cannot be read is named.
func ExampleError() {
	_, err := sequential.Load("testdata/keras_gelu.onnx")
	var refused *onnx.Error
	if errors.As(err, &refused) {
		fmt.Println(refused.Op)
	}
	// Output: Erfc
}
