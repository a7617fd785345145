package activations_test

import (
	"fmt"
	"log"
	"math"

	"github.com/layercake-go/layercake/activations"
)

// Every element-wise activation at −1, 0 and 2: f of one number.
func Example() {
	for _, name := range builtin {
		if name == "threshold" {
			name = "threshold(0.5, -1)"
		}
		f, err := activations.Get(name)
		if err != nil {
			log.Fatal(err)
		}
		if f.Scope == activations.Vectorwise {
			fmt.Printf("%s: %s\n", f, f.Scope)
			continue
		}
		fmt.Printf("%s: %.4g %.4g %.4g\n", f, f.At(-1), f.At(0), f.At(2))
	}
	// Output:
	// celu: -0.6321 0 2
	// elu: -0.6321 0 2
	// exponential: 0.3679 1 7.389
	// gelu: -0.1587 0 1.954
	// hard_shrink: -1 0 2
	// hard_sigmoid: 0.3333 0.5 0.8333
	// hard_silu: -0.3333 0 1.667
	// hard_tanh: -1 0 1
	// leaky_relu: -0.2 0 2
	// linear: -1 0 2
	// log_sigmoid: -1.313 -0.6931 -0.1269
	// log_softmax: vector-wise
	// mish: -0.3034 0 1.944
	// relu: 0 0 2
	// relu6: 0 0 2
	// selu: -1.111 0 2.101
	// sigmoid: 0.2689 0.5 0.8808
	// silu: -0.2689 0 1.762
	// soft_shrink: -0.5 0 1.5
	// softmax: vector-wise
	// softplus: 0.3133 0.6931 2.127
	// softsign: -0.5 0 0.6667
	// sparse_plus: 0 0.25 2
	// sparse_sigmoid: 0 0.5 1
	// sparsemax: vector-wise
	// squareplus: 0.618 1 2.414
	// tanh: -0.7616 0 0.964
	// tanh_shrink: -0.2384 0 1.036
	// threshold(0.5, -1.0): -1 -1 2
}

// Softmax is applied once, to all sums of a layer together; its shares add up to
// 1. On each sum alone it would be 1, whatever the sum is.
func ExampleActivation_softmax() {
	sums := []float32{2, 1, 0}
	shares := make([]float32, 3)
	activations.Softmax.Apply(shares, sums, 3)
	fmt.Printf("together: %.3f\n", shares)

	activations.Softmax.Apply(shares, sums, 1)
	fmt.Printf("each alone: %.3f\n", shares)

	// Sigmoid is element-wise: each output is one yes or no of its own.
	activations.Sigmoid.Apply(shares, sums, 3)
	fmt.Printf("sigmoid: %.3f\n", shares)

	fmt.Println(activations.Softmax.Scope, "/", activations.Sigmoid.Scope)
	// Output:
	// together: [0.665 0.245 0.090]
	// each alone: [1.000 1.000 1.000]
	// sigmoid: [0.881 0.731 0.500]
	// vector-wise / element-wise
}

func ExampleActivation_With() {
	f, err := activations.LeakyReLU.With(0.1)
	fmt.Printf("%s: %.1f %v\n", f, f.At(-5), err)

	f, err = activations.Get("leaky_relu(0.1)") // the same, as text
	fmt.Printf("%s: %.1f %v\n", f, f.At(-5), err)
	// Output:
	// leaky_relu(negative_slope=0.1): -0.5 <nil>
	// leaky_relu(negative_slope=0.1): -0.5 <nil>
}

func ExampleThreshold() {
	f, err := activations.Threshold(0.5, -1)
	fmt.Println(f, f.At(0.25), f.At(0.75), err)
	// Output:
	// threshold(0.5, -1.0) -1 0.75 <nil>
}

// A user's own function of each value alone.
func ExampleRegister() {
	err := activations.Register(&activations.Activation{
		Name:    "cube",
		Formula: "cube(x) = x³",
		Saves:   activations.Input,
		Apply: func(y, x []float32, _ int) {
			for i, v := range x {
				y[i] = v * v * v
			}
		},
		Grad: func(dx, dy, _, x []float32, _ int) {
			for i, v := range x {
				dx[i] = dy[i] * 3 * v * v
			}
		},
	})
	fmt.Println(err)
	f, err := activations.Get("Cube")
	fmt.Println(f, f.At(2), err)
	// Output:
	// <nil>
	// cube 8 <nil>
}

// A user's own function of a whole vector: its root mean square becomes 1.
func ExampleRegister_vectorwise() {
	rms := func(x []float32) float64 {
		sum := 0.0
		for _, v := range x {
			sum += float64(v) * float64(v)
		}
		return math.Sqrt(sum / float64(len(x)))
	}
	err := activations.Register(&activations.Activation{
		Name:    "unit_rms",
		Formula: "unit_rms(x)ᵢ = xᵢ / √(Σⱼ xⱼ² / n)",
		Scope:   activations.Vectorwise,
		Saves:   activations.Input,
		Apply: func(y, x []float32, n int) {
			for r := 0; r < len(x); r += n {
				scale := rms(x[r : r+n])
				for i := r; i < r+n; i++ {
					y[i] = float32(float64(x[i]) / scale)
				}
			}
		},
		Grad: func(dx, dy, y, x []float32, n int) {
			for r := 0; r < len(x); r += n {
				scale, dot := rms(x[r:r+n]), 0.0
				for i := r; i < r+n; i++ {
					dot += float64(dy[i]) * float64(y[i])
				}
				for i := r; i < r+n; i++ {
					dx[i] = float32((float64(dy[i]) - float64(y[i])*dot/float64(n)) / scale)
				}
			}
		},
	})
	fmt.Println(err)
	f, err := activations.Get("unit_rms")
	y := []float32{1, 7}
	f.Apply(y, y, 2)
	fmt.Println(f, f.Scope, y, err)
	// Output:
	// <nil>
	// unit_rms vector-wise [0.2 1.4] <nil>
}
