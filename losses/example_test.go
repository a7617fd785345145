package losses_test

import (
	"fmt"

	"github.com/layercake-go/layercake/losses"
)

// show prints the loss of one row of predictions.
func show(l *losses.Loss, p, t []float32) {
	v := make([]float32, 1)
	l.Rows(v, p, t, len(p))
	fmt.Printf("%s: %.4g\n", l, v[0])
}

func Example() {
	l, err := losses.Get("huber(delta=0.5)")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, t := []float32{0, 0.25, 3, 1}, []float32{0, 0, 0, 0} // two rows
	v, d := make([]float32, 2), make([]float32, 4)
	l.Rows(v, p, t, 2)
	l.Grad(d, p, t, 2)
	fmt.Println(v, d)
	// Output: [0.015625 0.875] [0 0.125 0.25 0.25]
}

// The gradient of softmax and crossentropy together is p − t, and the value is
// right where p is 0.
func ExampleFusion() {
	fused := losses.SparseCategoricalCrossentropy().Fused["softmax"]
	v, p, d := make([]float32, 1), make([]float32, 3), make([]float32, 3)
	fused(v, p, d, []float32{1000, 0, 0}, []float32{2}, 3) // of the scores
	fmt.Println(v, p, d)
	// Output: [1000] [1 0 0] [1 0 -1]
}

// A loss of one's own, for one's own names: an error above 0 counts double.
func ExampleRegister() {
	err := losses.Register(&losses.Loss{
		Name: "lopsided",
		Rows: func(v, p, t []float32, n int) {
			for r := range v {
				sum := 0.0
				for i := r * n; i < (r+1)*n; i++ {
					e := float64(p[i] - t[i])
					sum += max(2*e, -e)
				}
				v[r] = float32(sum)
			}
		},
		Grad: func(d, p, t []float32, n int) {
			for i := range p {
				d[i] = -1
				if p[i] > t[i] {
					d[i] = 2
				}
			}
		},
	})
	l, _ := losses.Get("lopsided")
	fmt.Println(l, err)
	show(l, []float32{1, 1}, []float32{0, 3})
	// Output:
	// lopsided <nil>
	// lopsided: 4
}

func ExampleMeanSquaredError() {
	show(losses.MeanSquaredError(), []float32{1, 5}, []float32{2, 3}) // (1² + 2²) / 2
	// Output: mean_squared_error: 2.5
}

func ExampleMeanAbsoluteError() {
	show(losses.MeanAbsoluteError(), []float32{1, 5}, []float32{2, 3}) // (1 + 2) / 2
	// Output: mean_absolute_error: 1.5
}

func ExampleMeanAbsolutePercentageError() {
	show(losses.MeanAbsolutePercentageError(), []float32{1, 6}, []float32{2, 4}) // both are off by half of the target
	// Output: mean_absolute_percentage_error: 50
}

func ExampleMeanSquaredLogarithmicError() {
	show(losses.MeanSquaredLogarithmicError(), []float32{0, 9}, []float32{9, 0}) // log(10)², twice
	// Output: mean_squared_logarithmic_error: 5.302
}

func ExampleHuber() {
	show(losses.Huber(2), []float32{1, 10}, []float32{0, 0}) // 1²/2, and 2·(10 − 1)
	// Output: huber(delta=2.0): 9.25
}

func ExampleLogCosh() {
	show(losses.LogCosh(), []float32{0.1, 100}, []float32{0, 0}) // about 0.1²/2, and 100 − log 2
	// Output: log_cosh: 49.66
}

func ExamplePoisson() {
	show(losses.Poisson(), []float32{1, 3}, []float32{1, 3}) // 1, and 3 − 3·log 3
	// Output: poisson: 0.3521
}

func ExampleCosineSimilarity() {
	show(losses.CosineSimilarity(), []float32{3, 4}, []float32{6, 8}) // the same direction
	// Output: cosine_similarity: -1
}

func ExampleHinge() {
	show(losses.Hinge(), []float32{2, -0.5}, []float32{1, 1}) // beyond the margin, and on the wrong side
	// Output: hinge: 0.75
}

func ExampleSquaredHinge() {
	show(losses.SquaredHinge(), []float32{2, -0.5}, []float32{1, 1}) // 0, and 1.5²
	// Output: squared_hinge: 1.125
}

func ExampleCategoricalHinge() {
	show(losses.CategoricalHinge(), []float32{0.5, 2, 1}, []float32{0, 1, 0}) // 2 is above 1 by 1: enough
	// Output: categorical_hinge: 0
}

func ExampleKLDivergence() {
	show(losses.KLDivergence(), []float32{0.5, 0.5}, []float32{0.9, 0.1}) // 0.9·log(0.9/0.5) + 0.1·log(0.1/0.5)
	// Output: kl_divergence: 0.3681
}

func ExampleBinaryCrossentropy() {
	show(losses.BinaryCrossentropy(), []float32{0.9, 0.2}, []float32{1, 0}) // −(log 0.9 + log 0.8) / 2
	// Output: binary_crossentropy: 0.1643
}

func ExampleBinaryFocalCrossentropy() {
	show(losses.BinaryFocalCrossentropy(), []float32{0.9, 0.2}, []float32{1, 0}) // the same with weights 0.1² and 0.2²
	// Output: binary_focal_crossentropy: 0.00499
}

func ExampleCategoricalCrossentropy() {
	show(losses.CategoricalCrossentropy(), []float32{0.1, 0.7, 0.2}, []float32{0, 1, 0}) // −log 0.7
	// Output: categorical_crossentropy: 0.3567
}

func ExampleCategoricalFocalCrossentropy() {
	show(losses.CategoricalFocalCrossentropy(), []float32{0.1, 0.7, 0.2}, []float32{0, 1, 0}) // 0.25·0.3² times the one above
	// Output: categorical_focal_crossentropy: 0.008025
}

func ExampleSparseCategoricalCrossentropy() {
	show(losses.SparseCategoricalCrossentropy(), []float32{0.1, 0.7, 0.2}, []float32{1}) // −log 0.7: the right class is 1
	// Output: sparse_categorical_crossentropy: 0.3567
}
