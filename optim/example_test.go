package optim_test

import (
	"fmt"

	"github.com/layercake-go/layercake/optim"
)

// first shows the first step of an optimizer, from 1 against a gradient of 2.
func first(o *optim.Optimizer) {
	w := []float32{1}
	o.NewState(w, []int{1}).Step(w, []float32{2})
	fmt.Printf("%v: %.4f\n", o, w[0])
}

func ExampleSGD() {
	first(optim.SGD(0.1))
	first(optim.SGD(0.1, 0.9, true)) // momentum and nesterov, by place
	// Output:
	// sgd(learning_rate=0.1): 0.8000
	// sgd(learning_rate=0.1, momentum=0.9, nesterov=true): 0.6200
}

func ExampleAdam() {
	first(optim.Adam())
	first(optim.Adam(0.1)) // as long as the learning rate, whatever the gradient
	// Output:
	// adam: 0.9990
	// adam(learning_rate=0.1): 0.9000
}

func ExampleAdamW() {
	first(optim.AdamW(0.1, 0.5)) // the weight decay takes 0.1·0.5
	// Output: adamw(learning_rate=0.1, weight_decay=0.5): 0.8500
}

func ExampleRMSprop() {
	first(optim.RMSprop(0.1))
	// Output: rmsprop(learning_rate=0.1): 0.6838
}

func ExampleAdagrad() {
	first(optim.Adagrad(0.1))
	// Output: adagrad(learning_rate=0.1): 0.9012
}

func ExampleAdadelta() {
	first(optim.Adadelta(1.0, 0.9, 1e-2))
	// Output: adadelta(learning_rate=1.0, rho=0.9, epsilon=0.01): 0.6877
}

func ExampleAdamax() {
	first(optim.Adamax(0.1))
	// Output: adamax(learning_rate=0.1): 0.9000
}

func ExampleNadam() {
	first(optim.Nadam(0.1))
	// Output: nadam(learning_rate=0.1): 0.8937
}

func ExampleLion() {
	first(optim.Lion(0.1))
	// Output: lion(learning_rate=0.1): 0.9000
}

func ExampleFtrl() {
	first(optim.Ftrl(0.1))
	// Output: ftrl(learning_rate=0.1): 0.7451
}

func ExampleGet() {
	o, err := optim.Get("sgd(cosine_decay(0.1, 1000), momentum=0.9, clipnorm=1)")
	fmt.Println(o, err)
	_, err = optim.Get("addam")
	fmt.Println(err)
	// Output:
	// sgd(learning_rate=cosine_decay(0.1, 1000), momentum=0.9, clipnorm=1.0) <nil>
	// unknown optimizer "addam"; did you mean "adam"?
}

// A training: w goes to where (w − 3)² is least.
func ExampleOptimizer_NewState() {
	w, g := []float32{0}, []float32{0}
	state := optim.Adam(0.1).NewState(w, []int{1})
	for range 300 {
		g[0] = 2 * (w[0] - 3)
		state.Step(w, g)
	}
	fmt.Printf("%.3f after %d steps\n", w[0], state.Iterations())
	// Output: 3.000 after 300 steps
}

// What a file keeps of a training, in Keras's order.
func ExampleState_Variables() {
	weights := make([]float32, 12)
	state := optim.Adam().NewState(weights, []int{10, 2})
	for _, v := range state.Variables() {
		fmt.Println(v, len(v.Data))
	}
	// Output:
	// iteration 0
	// learning_rate 1
	// momentum of window 0 10
	// velocity of window 0 10
	// momentum of window 1 2
	// velocity of window 1 2
}

// rates shows a schedule at some steps.
func rates(s *optim.Schedule, steps ...int) {
	fmt.Print(s, ":")
	for _, step := range steps {
		fmt.Printf(" %.3g", s.At(step))
	}
	fmt.Println()
}

func ExampleExponentialDecay() {
	rates(optim.ExponentialDecay(0.1, 10, 0.5), 0, 5, 10, 20)
	rates(optim.ExponentialDecay(0.1, 10, 0.5, true), 0, 5, 10, 20)
	// Output:
	// exponential_decay(0.1, 10, 0.5): 0.1 0.0707 0.05 0.025
	// exponential_decay(0.1, 10, 0.5, staircase=true): 0.1 0.1 0.05 0.025
}

func ExampleInverseTimeDecay() {
	rates(optim.InverseTimeDecay(0.1, 10, 1), 0, 10, 30)
	// Output: inverse_time_decay(0.1, 10, 1.0): 0.1 0.05 0.025
}

func ExamplePolynomialDecay() {
	rates(optim.PolynomialDecay(0.1, 10, 0.0), 0, 5, 10, 20)
	// Output: polynomial_decay(0.1, 10, end_learning_rate=0.0): 0.1 0.05 0 0
}

func ExamplePiecewiseConstantDecay() {
	rates(optim.PiecewiseConstantDecay([]int{10, 20}, []float64{0.1, 0.05, 0.01}), 0, 10, 11, 21)
	// Output: piecewise_constant_decay([10, 20], [0.1, 0.05, 0.01]): 0.1 0.1 0.05 0.01
}

func ExampleCosineDecay() {
	rates(optim.CosineDecay(0.1, 10), 0, 5, 10, 20)
	// Output: cosine_decay(0.1, 10): 0.1 0.05 0 0
}

func ExampleCosineDecayRestarts() {
	rates(optim.CosineDecayRestarts(0.1, 10), 0, 5, 10, 20, 30)
	// Output: cosine_decay_restarts(0.1, 10): 0.1 0.05 0.1 0.05 0.1
}
