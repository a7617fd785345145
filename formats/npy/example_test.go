package npy_test

import (
	"bytes"
	"fmt"

	"github.com/layercake-go/layercake/formats/npy"
)

func Example() {
	var file bytes.Buffer
	if err := npy.Write(&file, npy.FromFloat32s([]int{2, 2}, []float32{1, 2, 3, 4})); err != nil {
		fmt.Println(err)
	}
	a, err := npy.Read(&file)
	if err != nil {
		fmt.Println(err)
	}
	values, err := a.Float32s()
	fmt.Println(a.DType, a.Shape, values, err)
	// Output: f4 [2 2] [1 2 3 4] <nil>
}

func ExampleOpenArchive() {
	var file bytes.Buffer
	err := npy.WriteArchive(&file, map[string]*npy.Array{
		"y": {DType: "S3", Shape: []int{2}, Data: []byte("cat\x00ox")},
		"x": npy.FromFloat32s([]int{2, 1}, []float32{4.5, 700}),
	})
	if err != nil {
		fmt.Println(err)
	}
	archive, err := npy.OpenArchive(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
	}
	for _, name := range archive.Names() {
		a, err := archive.Array(name)
		fmt.Println(name, a.DType, a.Shape, err)
	}
	// Output:
	// x f4 [2 1] <nil>
	// y S3 [2] <nil>
}

func ExampleArray_Strings() {
	a := &npy.Array{DType: "S6", Shape: []int{2}, Data: []byte("setosairis\x00\x00")}
	fmt.Println(a.Strings())
	// Output: [setosa iris] <nil>
}

func ExampleArray_Float32s() {
	a := &npy.Array{DType: "u1", Shape: []int{3}, Data: []byte{0, 128, 255}}
	fmt.Println(a.Float32s())
	// Output: [0 128 255] <nil>
}
