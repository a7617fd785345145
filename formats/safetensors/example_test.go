package safetensors_test

import (
	"bytes"
	"fmt"

	"github.com/layercake-go/layercake/formats/safetensors"
)

func Example() {
	kernel := safetensors.F32("dense/kernel", []int{2, 3}, []float32{1, 2, 3, 4, 5, 6})
	bias := safetensors.F32("dense/bias", []int{3}, []float32{0.5, 0, -0.5})
	var file bytes.Buffer
	err := safetensors.Write(&file, &safetensors.File{
		Metadata: map[string]string{"format": "layercake"},
		Tensors:  []safetensors.Tensor{kernel, bias},
	})
	if err != nil {
		fmt.Println(err)
	}

	f, err := safetensors.Read(&file)
	if err != nil {
		fmt.Println(err)
	}
	for _, t := range f.Tensors {
		values, err := t.Float32s()
		fmt.Println(t.Name, t.DType, t.Shape, values, err)
	}
	// Output:
	// dense/bias F32 [3] [0.5 0 -0.5] <nil>
	// dense/kernel F32 [2 3] [1 2 3 4 5 6] <nil>
}

func ExampleDecode() {
	_, err := safetensors.Decode([]byte("\xff\xff\xff\xff\xff\xff\xff\xff{}"))
	fmt.Println(err)
	// Output:
	// safetensors: byte 0: a header of 18446744073709551615 bytes; at most 8388608 are read
}

func ExampleDType_Size() {
	fmt.Println(safetensors.DType("BF16").Size(), safetensors.DType("F128").Size())
	// Output: 2 0
}

func ExampleFile_Tensor() {
	f := &safetensors.File{Tensors: []safetensors.Tensor{safetensors.F32("bias", []int{1}, []float32{7})}}
	fmt.Println(f.Tensor("bias").Shape, f.Tensor("kernel") == nil)
	// Output: [1] true
}

func ExampleTensor_Float32s() {
	t := safetensors.Tensor{Name: "step", DType: "I32", Data: []byte{1, 0, 0, 1}} // 2²⁴+1
	_, err := t.Float32s()
	fmt.Println(err)
	// Output: safetensors: tensor "step": element 0: this I32 has no exact float32
}
