package layers_test

import (
	"fmt"

	"github.com/layercake-go/layercake/data"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// steps is a sequence of four steps with one channel; picture has three rows and
// columns.
var (
	steps   = &data.Tensor{Shape: []int{1, 4, 1}, Data: []float32{1, 2, 3, 5}}
	picture = &data.Tensor{Shape: []int{1, 3, 3, 1}, Data: []float32{1, 2, 3, 4, 5, 6, 7, 8, 9}}
	pixels  = &data.Tensor{Shape: []int{1, 1, 2, 2}, Data: []float32{1, 10, 2, 20}}
)

// Each sum is of two neighbouring steps. With causal padding there are as many
// sums as steps, and the first one has only itself to see.
func ExampleConv1D() {
	ones := with.KernelInitializer("ones")
	y, err := sequential.New(Conv1D(1, 2, ones)).Predict(steps)
	fmt.Println(y, err)
	y, err = sequential.New(Conv1D(1, 2, ones, with.Padding("causal"))).Predict(steps)
	fmt.Println(y, err)
	// Output:
	// (1, 3, 1) [[[3] [5] [8]]] <nil>
	// (1, 4, 1) [[[1] [3] [5] [8]]] <nil>
}

// A window of 2×2 fits a picture of 3×3 at four places. Each filter makes a sum of
// the four positions that it sees; "softmax" is over the filters, at each place.
func ExampleConv2D() {
	ones := with.KernelInitializer("ones")
	y, err := sequential.New(Conv2D(1, 2, ones)).Predict(picture)
	fmt.Println(y, err)
	y, err = sequential.New(Conv2D(2, 2, "softmax", ones)).Predict(picture)
	fmt.Println(y, err)
	_, err = sequential.New(Conv2D(1, 5)).Predict(picture)
	fmt.Println(err)
	// Output:
	// (1, 2, 2, 1) [[[[12] [16]] [[24] [28]]]] <nil>
	// (1, 2, 2, 2) [[[[0.5 0.5] [0.5 0.5]] [[0.5 0.5] [0.5 0.5]]]] <nil>
	// layer "conv2d" (1 of 1): kernel_size: 5×5 is larger than its input 3×3; use padding=same or a smaller one
}

// Both channels of two pixels keep to themselves.
func ExampleDepthwiseConv2D() {
	y, err := sequential.New(DepthwiseConv2D([]int{1, 2}, with.DepthwiseInitializer("ones"))).Predict(pixels)
	fmt.Println(y, err)
	// Output: (1, 1, 1, 2) [[[[3 30]]]] <nil>
}

// The same, and then one sum of both.
func ExampleSeparableConv2D() {
	model := sequential.New(SeparableConv2D(1, []int{1, 2}, with.DepthwiseInitializer("ones"), with.PointwiseInitializer("ones")))
	y, err := model.Predict(pixels)
	fmt.Println(y, err)
	// Output: (1, 1, 1, 1) [[[[33]]]] <nil>
}

func ExampleMaxPooling1D() {
	y, err := sequential.New(MaxPooling1D()).Predict(steps)
	fmt.Println(y, err)
	// Output: (1, 2, 1) [[[2] [5]]] <nil>
}

// With padding the last windows reach beyond the edge.
func ExampleMaxPooling2D() {
	y, err := sequential.New(MaxPooling2D()).Predict(picture)
	fmt.Println(y, err)
	y, err = sequential.New(MaxPooling2D(2, with.Padding("same"))).Predict(picture)
	fmt.Println(y, err)
	// Output:
	// (1, 1, 1, 1) [[[[5]]]] <nil>
	// (1, 2, 2, 1) [[[[5] [6]] [[8] [9]]]] <nil>
}

func ExampleAveragePooling1D() {
	y, err := sequential.New(AveragePooling1D(2)).Predict(steps)
	fmt.Println(y, err)
	// Output: (1, 2, 1) [[[1.5] [4]]] <nil>
}

func ExampleAveragePooling2D() {
	y, err := sequential.New(AveragePooling2D(2, with.Strides(1))).Predict(picture)
	fmt.Println(y, err)
	// Output: (1, 2, 2, 1) [[[[3] [4]] [[6] [7]]]] <nil>
}

func ExampleGlobalMaxPooling1D() {
	y, err := sequential.New(GlobalMaxPooling1D()).Predict(steps)
	fmt.Println(y, err)
	// Output: (1, 1) [[5]] <nil>
}

func ExampleGlobalMaxPooling2D() {
	y, err := sequential.New(GlobalMaxPooling2D()).Predict(pixels)
	fmt.Println(y, err)
	// Output: (1, 2) [[2 20]] <nil>
}

func ExampleGlobalAveragePooling1D() {
	y, err := sequential.New(GlobalAveragePooling1D()).Predict(steps)
	fmt.Println(y, err)
	// Output: (1, 1) [[2.75]] <nil>
}

func ExampleGlobalAveragePooling2D() {
	y, err := sequential.New(GlobalAveragePooling2D(with.Keepdims(true))).Predict(pixels)
	fmt.Println(y, err)
	// Output: (1, 1, 1, 2) [[[[1.5 15]]]] <nil>
}

func ExampleZeroPadding2D() {
	y, err := sequential.New(ZeroPadding2D([][]int{{1, 0}, {0, 1}})).Predict(picture)
	fmt.Println(y, err)
	// Output: (1, 4, 4, 1) [[[[0] [0] [0] [0]] [[1] [2] [3] [0]] [[4] [5] [6] [0]] [[7] [8] [9] [0]]]] <nil>
}

func ExampleUpSampling2D() {
	y, err := sequential.New(UpSampling2D([]int{1, 2})).Predict(pixels)
	fmt.Println(y, err)
	y, err = sequential.New(UpSampling2D([]int{1, 2}, with.Interpolation("bilinear"))).Predict(pixels)
	fmt.Println(y, err)
	// Output:
	// (1, 1, 4, 2) [[[[1 10] [1 10] [2 20] [2 20]]]] <nil>
	// (1, 1, 4, 2) [[[[1 10] [1.25 12.5] [1.75 17.5] [2 20]]]] <nil>
}

// At prediction nothing changes.
func ExampleSpatialDropout1D() {
	y, err := sequential.New(SpatialDropout1D(0.5)).Predict(steps)
	fmt.Println(y, err)
	// Output: (1, 4, 1) [[[1] [2] [3] [5]]] <nil>
}

func ExampleSpatialDropout2D() {
	y, err := sequential.New(SpatialDropout2D(0.5)).Predict(pixels)
	fmt.Println(y, err)
	// Output: (1, 1, 2, 2) [[[[1 10] [2 20]]]] <nil>
}
