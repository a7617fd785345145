package regularizers_test

import (
	"fmt"

	"github.com/layercake-go/layercake/regularizers"
)

// What each costs for the same two rows of weights, and what it adds to the
// gradient.
func Example() {
	w, shape := []float32{3, 4, -1, 1}, []int{2, 2}
	for _, text := range []string{"l1(0.1)", "l2(0.1)", "l1l2(0.1, 0.1)", "orthogonal_regularizer(1)", "orthogonal_regularizer(1, columns)"} {
		r, err := regularizers.Get(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		d := make([]float32, len(w))
		r.Grad(d, w, shape, 1)
		fmt.Printf("%s = %s: %.3f %.3f\n", r, r.Formula, r.Value(w, shape), d)
	}
	// Output:
	// l1(0.1) = l1·Σ|w|: 0.900 [0.100 0.100 -0.100 0.100]
	// l2(0.1) = l2·Σw²: 2.700 [0.600 0.800 -0.200 0.200]
	// l1l2(l1=0.1, l2=0.1) = l1·Σ|w| + l2·Σw²: 3.600 [0.700 0.900 -0.300 0.300]
	// orthogonal_regularizer(factor=1.0) = factor·mean of |uᵢ·uⱼ|, i < j, over rows or columns u of length 1: 0.141 [-0.158 0.119 0.495 0.495]
	// orthogonal_regularizer(factor=1.0, mode=columns) = factor·mean of |uᵢ·uⱼ|, i < j, over rows or columns u of length 1: 0.844 [0.054 0.032 0.161 -0.126]
}

// A penalty of one's own on the sum of all weights.
func ExampleRegister() {
	err := regularizers.Register(&regularizers.Regularizer{
		Name: "balance",
		Value: func(w []float32, _ []int) float64 {
			s := sum(w)
			return s * s
		},
		Grad: func(d, w []float32, _ []int, c float32) {
			s := float32(sum(w))
			for i := range d {
				d[i] += c * 2 * s
			}
		},
	})
	fmt.Println(err)
	r, err := regularizers.Get("balance")
	fmt.Println(r, r.Value([]float32{1, 2}, []int{2}), err)
	// Output:
	// <nil>
	// balance 9 <nil>
}

func sum(w []float32) (s float64) {
	for _, v := range w {
		s += float64(v)
	}
	return s
}
