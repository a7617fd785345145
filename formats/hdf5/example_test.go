package hdf5_test

import (
	"bytes"
	"fmt"
	"os"

	"github.com/layercake-go/layercake/formats/hdf5"
)

func Example() {
	tree := hdf5.NewTree()
	vars := tree.Group("layers/dense/vars")
	vars.SetAttr("name", "hidden")
	vars.Float32s("0", []int{2, 2}, []float32{1, 2, 3, 4})
	vars.Float32s("1", []int{2}, []float32{0.5, -0.5})
	var file bytes.Buffer
	if err := tree.Write(&file); err != nil {
		fmt.Println(err)
		return
	}

	f, err := hdf5.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	kernel, err := f.Root().Dataset("layers/dense/vars/0")
	if err != nil {
		fmt.Println(err)
		return
	}
	weights := make([]float32, kernel.Len())
	err = kernel.Float32s(weights)
	fmt.Println(kernel.Shape(), kernel.Type(), weights, err)
	_, err = f.Root().Dataset("layers/dnese/vars/0")
	fmt.Println(err)
	// Output:
	// [2 2] float32 [1 2 3 4] <nil>
	// hdf5: /layers: has no member "dnese"; did you mean "dense"?
}

func ExampleOpen() {
	file, err := os.Open("testdata/keras/mlp_bn_dropout.weights.h5")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := hdf5.Open(file, info.Size())
	if err != nil {
		fmt.Println(err)
		return
	}
	layers, err := f.Root().Group("layers")
	if err != nil {
		fmt.Println(err)
		return
	}
	names, err := layers.Names()
	fmt.Println(names, err)
	// Output: [activation batch_normalization dense dense_1 dense_2 dropout layer_normalization] <nil>
}

func ExampleGroup_Attr() {
	tree := hdf5.NewTree()
	tree.SetAttr("layer_names", []string{"hidden", "digits"})
	tree.SetAttr("weight_names", []string{}) // as Keras does for a layer without weights
	var file bytes.Buffer
	if err := tree.Write(&file); err != nil {
		fmt.Println(err)
		return
	}
	f, err := hdf5.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"layer_names", "weight_names", "absent"} {
		a, err := f.Root().Attr(name)
		if a == nil {
			fmt.Println(name, a, err)
			continue
		}
		list, err := a.Strings()
		fmt.Println(name, a.Type(), a.Shape(), list, err)
	}
	// Output:
	// layer_names string [2] [hidden digits] <nil>
	// weight_names float64 [0] [] <nil>
	// absent <nil> <nil>
}

func ExampleTree_Write() {
	file, err := os.CreateTemp("", "*.h5")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(file.Name())
	defer file.Close()
	tree := hdf5.NewTree()
	tree.Int32s("iteration", nil, []int32{100})
	tree.Int64s("shape", []int{2}, []int64{28, 28})
	size, err := tree.Size() // known before anything is written
	fmt.Println(size, err, tree.Write(file))
	// Output: 1320 <nil> <nil>
}
