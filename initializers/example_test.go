package initializers_test

import (
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/random"
)

// drawn are the names of those that draw: all but these.
var drawn = slices.DeleteFunc(initializers.Names(), func(name string) bool {
	return slices.Contains([]string{"constant", "identity", "ones", "stft", "zeros"}, name)
})

// What each makes of a kernel of two inputs and three units.
func Example() {
	for _, name := range append(slices.Clone(drawn), "zeros", "ones", "identity", "constant(0.5)", "uniform(0, 1, seed=7)", "variance_scaling(2, fan_out)") {
		i, err := initializers.Get(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		w := make([]float32, 6)
		i.Fill(w, []int{2, 3}, random.New(0))
		fmt.Printf("%s: %s: %.3f\n", i, i.Formula, w)
	}
	// Output:
	// glorot_normal: truncated_normal with mean 0 and variance 1/fan_avg: [-0.403 -0.669 -0.523 0.232 -0.179 0.872]
	// glorot_uniform: uniform with mean 0 and variance 1/fan_avg: [0.633 -0.766 -0.480 -0.011 0.746 -0.548]
	// he_normal: truncated_normal with mean 0 and variance 2/fan_in: [-0.637 -1.057 -0.827 0.367 -0.283 1.378]
	// he_uniform: uniform with mean 0 and variance 2/fan_in: [1.001 -1.210 -0.759 -0.017 1.180 -0.866]
	// lecun_normal: truncated_normal with mean 0 and variance 1/fan_in: [-0.450 -0.748 -0.584 0.259 -0.200 0.975]
	// lecun_uniform: uniform with mean 0 and variance 1/fan_in: [0.708 -0.856 -0.536 -0.012 0.834 -0.612]
	// orthogonal: QᵀQ = gain²·I: [-0.429 -0.712 -0.556 0.045 -0.632 0.774]
	// random_normal: normal with mean and stddev: [-0.028 -0.046 -0.036 0.016 -0.012 0.061]
	// random_uniform: uniform from minval to maxval: [0.029 -0.035 -0.022 -0.000 0.034 -0.025]
	// truncated_normal: normal with mean and stddev, within mean ± 2·stddev: [-0.028 -0.046 -0.036 0.016 -0.012 0.061]
	// variance_scaling: truncated_normal with mean 0 and variance 1/fan_in: [-0.450 -0.748 -0.584 0.259 -0.200 0.975]
	// zeros: 0: [0.000 0.000 0.000 0.000 0.000 0.000]
	// ones: 1: [1.000 1.000 1.000 1.000 1.000 1.000]
	// identity: gain·I: [1.000 0.000 0.000 0.000 1.000 0.000]
	// constant(0.5): value: [0.500 0.500 0.500 0.500 0.500 0.500]
	// random_uniform(minval=0.0, maxval=1.0, seed=7): uniform from minval to maxval: [0.292 0.191 0.021 0.063 0.271 0.861]
	// variance_scaling(scale=2.0, mode=fan_out): truncated_normal with mean 0 and variance 2/fan_out: [-0.520 -0.863 -0.675 0.300 -0.231 1.125]
}

// The real side of a transform of three values at a time into two frequencies.
func ExampleSTFT() {
	i, err := initializers.Get("stft(real, None)")
	if err != nil {
		fmt.Println(err)
		return
	}
	w := make([]float32, 6)
	i.Fill(w, []int{3, 1, 2}, random.New(0))
	fmt.Println(i, w)
	// Output:
	// stft(window=None) [1 1 1 -1 1 1]
}

// A law of one's own: every row counts up.
func ExampleRegister() {
	err := initializers.Register(&initializers.Initializer{
		Name:    "counting",
		Formula: "0, 1, 2 …",
		Fill: func(w []float32, shape []int, _ random.Stream) {
			for i := range w {
				w[i] = float32(i % shape[len(shape)-1])
			}
		},
	})
	fmt.Println(err)
	i, err := initializers.Get("counting")
	w := make([]float32, 6)
	i.Fill(w, []int{2, 3}, random.New(0))
	fmt.Println(i, w, err)
	// Output:
	// <nil>
	// counting [0 1 2 0 1 2] <nil>
}
