package layers_test

import (
	"fmt"
	"log"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// One sample of six numbers becomes one of two rows; how many columns follows.
func ExampleReshape() {
	y, err := sequential.New(Reshape([]int{2, -1})).Predict([][]float32{{1, 2, 3, 4, 5, 6}})
	fmt.Println(y, err)
	// Output: (1, 2, 3) [[[1 2 3] [4 5 6]]] <nil>
}

// sample is one sample of two rows and three columns.
var sample = &data.Tensor{Shape: []int{1, 2, 3}, Data: []float32{1, 2, 3, 4, 5, 6}}

func ExampleFlatten() {
	y, err := sequential.New(Flatten()).Predict(sample)
	fmt.Println(sample)
	fmt.Println(y, err)
	// Output:
	// (1, 2, 3) [[[1 2 3] [4 5 6]]]
	// (1, 6) [[1 2 3 4 5 6]] <nil>
}

func ExamplePermute() {
	y, err := sequential.New(Permute([]int{2, 1})).Predict(sample)
	fmt.Println(y, err)
	// Output: (1, 3, 2) [[[1 4] [2 5] [3 6]]] <nil>
}

func ExampleRepeatVector() {
	y, err := sequential.New(RepeatVector(3)).Predict([][]float32{{1, 2}})
	fmt.Println(y, err)
	// Output: (1, 3, 2) [[[1 2] [1 2] [1 2]]] <nil>
}

func ExampleIdentity() {
	y, err := sequential.New(Identity()).Predict([][]float32{{1, 2}})
	fmt.Println(y, err)
	// Output: (1, 2) [[1 2]] <nil>
}

// Without an Input, the shape of a sample is taken from the data.
func ExampleInput() {
	model := sequential.New(Input(64), Dense(100, "relu"), Dense(10, "softmax"))
	err := model.Compile("adam", "sparse_categorical_crossentropy")
	fmt.Println(model.Input(), model.Output(), err)
	// Output: (None, 64) (None, 10) <nil>
}

// Three units see the same two numbers, 1 and 2. With weights of 1 each sum is
// 1 + 2. Softmax is then applied once, to the three sums together, which come
// out as equal shares of one whole.
func ExampleDense() {
	x := [][]float32{{1, 2}}
	sums, err := sequential.New(Dense(3, with.KernelInitializer("ones"))).Predict(x)
	fmt.Println(sums, err)

	shares, err := sequential.New(Dense(3, "softmax", with.KernelInitializer("ones"))).Predict(x)
	fmt.Println(shares, err)
	// Output:
	// (1, 3) [[3 3 3]] <nil>
	// (1, 3) [[0.33333334 0.33333334 0.33333334]] <nil>
}

func ExampleActivation() {
	y, err := sequential.New(Activation("tanh")).Predict([][]float32{{-1, 0, 2}})
	fmt.Printf("%.3f %v\n", y.Data, err)
	// Output: [-0.762 0.000 0.964] <nil>
}

// The three numbers of each row come out as shares of one whole.
func ExampleSoftmax() {
	y, err := sequential.New(Softmax()).Predict([][]float32{{2, 1, 0}, {5, 5, 5}})
	for _, row := range y.Rows2D() {
		fmt.Printf("%.3f\n", row)
	}
	fmt.Println(err)
	// Output:
	// [0.665 0.245 0.090]
	// [0.333 0.333 0.333]
	// <nil>
}

// Along axis 1 the numbers of each column share one whole.
func ExampleSoftmax_axis() {
	y, err := sequential.New(Softmax(with.Axis(1))).Predict(sample)
	fmt.Printf("%.3f %v\n", y.Data, err)
	// Output: [0.047 0.047 0.047 0.953 0.953 0.953] <nil>
}

func ExampleReLU() {
	y, err := sequential.New(ReLU(with.MaxValue(6))).Predict([][]float32{{-1, 0, 2, 9}})
	fmt.Println(y, err)
	// Output: (1, 4) [[0 0 2 6]] <nil>
}

func ExampleLeakyReLU() {
	y, err := sequential.New(LeakyReLU(0.25)).Predict([][]float32{{-2, 0, 2}})
	fmt.Println(y, err)
	// Output: (1, 3) [[-0.5 0 2]] <nil>
}

func ExampleELU() {
	y, err := sequential.New(ELU()).Predict([][]float32{{-9, -1, 0, 2}})
	fmt.Printf("%.3f %v\n", y.Data, err)
	// Output: [-1.000 -0.632 0.000 2.000] <nil>
}

// Each unit learns its slope below 0; here both begin at one half.
func ExamplePReLU() {
	y, err := sequential.New(PReLU(with.AlphaInitializer("constant(0.5)"))).Predict([][]float32{{-2, 2}})
	fmt.Println(y, err)
	// Output: (1, 2) [[-1 2]] <nil>
}

func ExampleRescaling() {
	y, err := sequential.New(Rescaling(1/127.5, -1)).Predict([][]float32{{0, 127.5, 255}})
	fmt.Println(y, err)
	// Output: (1, 3) [[-1 0 1]] <nil>
}

// The first feature has mean 10 and variance 4, so 12 is one standard deviation
// above.
func ExampleNormalization() {
	y, err := sequential.New(Normalization(with.Mean([]float64{10, 0}), with.Variance([]float64{4, 1}))).Predict([][]float32{{12, 3}})
	fmt.Println(y, err)
	// Output: (1, 2) [[1 3]] <nil>
}

// Without numbers of its own, the layer learns them from the training samples.
func ExampleNormalization_learnt() {
	x, y := [][]float32{{8}, {12}}, [][]float32{{8}, {12}}
	model := sequential.New(Input(1), Normalization(with.Name("norm")), Dense(1))
	if err := model.Compile("sgd", "mse"); err != nil {
		log.Fatal(err)
	}
	if _, err := model.Fit(x, y); err != nil {
		log.Fatal(err)
	}
	weights, err := model.Weights()
	for _, w := range weights[:3] {
		fmt.Println(w.Path, w.Data)
	}
	fmt.Println(err)
	// Output:
	// norm/mean [10]
	// norm/variance [4]
	// norm/count [2]
	// <nil>
}

// The three numbers of a sample are brought to mean 0 and spread 1 together.
func ExampleLayerNormalization() {
	y, err := sequential.New(LayerNormalization()).Predict([][]float32{{1, 2, 3}, {10, 20, 30}})
	for _, row := range y.Rows2D() {
		fmt.Printf("%.2f\n", row)
	}
	fmt.Println(err)
	// Output:
	// [-1.22 0.00 1.22]
	// [-1.22 0.00 1.22]
	// <nil>
}

// Some layers do something else in training: training shows what a step makes of
// a batch of rows.
func training(l layer.Spec, x ...[]float32) {
	n := len(x[0])
	plan, err := layer.NewPlan(l, layer.Shape{n}, false)
	if err != nil {
		log.Fatal(err)
	}
	weights := make([]float32, plan.Weights)
	plan.Init(weights, 0)
	frame := plan.NewFrame(len(x), false, 0)
	frame.Bind(weights, nil)
	frame.Run().Train = true
	y := make([]float32, len(x)*n)
	var all []float32
	for _, row := range x {
		all = append(all, row...)
	}
	plan.Predict(frame, len(x), all, y, nil)
	for ; len(y) > 0; y = y[n:] {
		fmt.Printf("%.2f\n", y[:n])
	}
}

// In training each column is brought to mean 0 and spread 1 over the rows of the
// batch.
func ExampleBatchNormalization() {
	training(BatchNormalization(), []float32{1, 10}, []float32{2, 20}, []float32{3, 30})
	// Output:
	// [-1.22 -1.22]
	// [0.00 0.00]
	// [1.22 1.22]
}

// In training each number drops with the probability 0.5, and the rest doubles.
// At prediction nothing changes.
func ExampleDropout() {
	training(Dropout(0.5), []float32{1, 2, 3, 4, 5, 6})

	y, err := sequential.New(Dropout(0.5)).Predict([][]float32{{1, 2, 3, 4, 5, 6}})
	fmt.Println(y, err)
	// Output:
	// [0.00 4.00 0.00 0.00 0.00 12.00]
	// (1, 6) [[1 2 3 4 5 6]] <nil>
}

func ExampleGaussianNoise() {
	training(GaussianNoise(0.1), []float32{1, 2, 3, 4})

	y, err := sequential.New(GaussianNoise(0.1)).Predict([][]float32{{1, 2, 3, 4}})
	fmt.Println(y, err)
	// Output:
	// [0.80 1.84 3.00 4.06]
	// (1, 4) [[1 2 3 4]] <nil>
}

// The layer changes no number, but the loss grows with them: here by 0.1·(1 + 2).
func ExampleActivityRegularization() {
	model := sequential.New(Input(2), ActivityRegularization(0.1))
	if err := model.Compile("sgd", "mse"); err != nil {
		log.Fatal(err)
	}
	x := [][]float32{{1, -2}}
	y, err := model.Predict(x)
	fmt.Println(y, err)
	scores, err := model.Evaluate(x, x)
	fmt.Println(scores, err)
	// Output:
	// (1, 2) [[1 -2]] <nil>
	// loss: 0.3000 <nil>
}
