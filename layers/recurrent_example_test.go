package layers_test

import (
	"fmt"

	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// shapes prints what goes in and what comes out.
func shapes(in []int, specs ...layer.Spec) {
	model := sequential.New(append([]layer.Spec{Input(in...)}, specs...)...)
	err := model.BuildFor(in...)
	fmt.Println(model.Input(), "to", model.Output(), err)
}

// A sequence of 28 steps becomes one vector, or one for each step.
func ExampleLSTM() {
	shapes([]int{28, 3}, LSTM(128))
	shapes([]int{28, 3}, LSTM(128, with.ReturnSequences(true), with.Dropout(0.2)), LSTM(64))
	// Output:
	// (None, 28, 3) to (None, 128) <nil>
	// (None, 28, 3) to (None, 64) <nil>
}

func ExampleGRU() {
	shapes([]int{12, 1}, GRU(32), Dense(1))
	// Output: (None, 12, 1) to (None, 1) <nil>
}

// With a kernel and a recurrent kernel of 1, and no activation, the layer adds up
// what it reads.
func ExampleSimpleRNN() {
	model := sequential.New(SimpleRNN(1, nil, with.ReturnSequences(true), with.KernelInitializer("ones"), with.RecurrentInitializer("ones")))
	y, err := model.Predict([][][]float64{{{1}, {2}, {3}}})
	fmt.Println(y, err)
	// Output: (1, 3, 1) [[[1] [3] [6]]] <nil>
}

// Every word of a sentence gets one of five labels, by what stands before it and
// after it.
func ExampleBidirectional() {
	shapes([]int{20}, Embedding(1000, 16, with.MaskZero(true)), Bidirectional(LSTM(32, with.ReturnSequences(true))), Dense(5, "softmax"))
	// Output: (None, 20) to (None, 20, 5) <nil>
}

// Each of ten images is flattened alone.
func ExampleTimeDistributed() {
	shapes([]int{10, 28, 28}, TimeDistributed(Flatten()))
	// Output: (None, 10, 28, 28) to (None, 10, 784) <nil>
}

// Thing 2 has the last of three vectors.
func ExampleEmbedding() {
	model := sequential.New(Embedding(3, 3, with.EmbeddingsInitializer("identity")))
	y, err := model.Predict([][]float64{{2, 0}})
	fmt.Println(y, err)
	_, err = model.Predict([][]float64{{2, 3}})
	fmt.Println(err)
	// Output:
	// (1, 2, 3) [[[0 0 1] [1 0 0]]] <nil>
	// layer "embedding" (1): row 0, column 1, counted from 0: x is 3; the embeddings have numbers from 0 to 2
}

// The last step is filling, and the sum stays as it was.
func ExampleMasking() {
	sum := SimpleRNN(1, nil, with.ReturnSequences(true), with.KernelInitializer("ones"), with.RecurrentInitializer("ones"))
	y, err := sequential.New(Masking(-1), sum).Predict([][][]float64{{{1}, {2}, {-1}}})
	fmt.Println(y, err)
	// Output: (1, 3, 1) [[[1] [3] [3]]] <nil>
}
