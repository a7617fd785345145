package constraints_test

import (
	"fmt"

	"github.com/layercake-go/layercake/constraints"
)

// What each makes of the same weights: two inputs, two units, whose vectors are
// the columns (3, 4) and (−0.3, 0.4).
func Example() {
	for _, text := range []string{"max_norm(2)", "min_max_norm(1, 2)", "min_max_norm(1, 2, rate=0.5)", "unit_norm", "unit_norm(axis=1)", "non_neg"} {
		c, err := constraints.Get(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		w := []float32{3, -0.3, 4, 0.4}
		c.Apply(w, []int{2, 2})
		fmt.Printf("%s: %s: %.3f\n", c, c.Formula, w)
	}
	// Output:
	// max_norm: ‖w‖ ≤ max_value: [1.200 -0.300 1.600 0.400]
	// min_max_norm(min_value=1.0, max_value=2.0): min_value ≤ ‖w‖ ≤ max_value: [1.200 -0.600 1.600 0.800]
	// min_max_norm(min_value=1.0, max_value=2.0, rate=0.5): min_value ≤ ‖w‖ ≤ max_value: [2.100 -0.450 2.800 0.600]
	// unit_norm: ‖w‖ = 1: [0.600 -0.600 0.800 0.800]
	// unit_norm(axis=[1]): ‖w‖ = 1: [0.995 -0.100 0.995 0.100]
	// non_neg: w ≥ 0: [3.000 0.000 4.000 0.400]
}

// A constraint of one's own: weights from −1 to 1.
func ExampleRegister() {
	err := constraints.Register(&constraints.Constraint{
		Name:    "clip",
		Formula: "−1 ≤ w ≤ 1",
		Apply: func(w []float32, _ []int) {
			for i, v := range w {
				w[i] = min(max(v, -1), 1)
			}
		},
	})
	fmt.Println(err)
	c, err := constraints.Get("clip")
	w := []float32{-3, 0.5, 2}
	c.Apply(w, []int{3})
	fmt.Println(c, w, err)
	// Output:
	// <nil>
	// clip [-1 0.5 1] <nil>
}
