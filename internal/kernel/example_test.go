package kernel_test

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/kernel"
)

func ExampleExp() {
	fmt.Println(kernel.Exp(0), kernel.Exp(1), kernel.Exp(-1000))
	fmt.Println(kernel.Log(kernel.Exp(2)), kernel.Expm1(1e-20), kernel.Log1p(1e-20))
	// Output:
	// 1 2.718281828459045 0
	// 2 1e-20 1e-20
}

func ExampleSigmoid() {
	fmt.Println(kernel.Sigmoid(0), kernel.Sigmoid(100))
	fmt.Printf("%.3g %.3g\n", kernel.Sigmoid(-100), kernel.Softplus(-100))
	fmt.Println(kernel.Softplus(100), kernel.Tanh(100), kernel.Erf(100))
	// Output:
	// 0.5 1
	// 3.72e-44 3.72e-44
	// 100 1 1
}

func ExampleSin() {
	fmt.Printf("%.4f %.4f\n", kernel.Sin(1), kernel.Cos(1))
	// Output: 0.8415 0.5403
}

func ExamplePow() {
	fmt.Println(kernel.Pow(2, 10), kernel.Pow(2, 0.5), kernel.Pow(0.999, 1000))
	// Output: 1024 1.4142135623730951 0.36769542477096373
}

func ExampleGemm() {
	a := []float32{
		1, 2, 3,
		4, 5, 6,
	}
	b := []float32{
		1, 0,
		0, 1,
		1, 1,
	}
	c := make([]float32, 4)
	kernel.Gemm(false, false, 2, 2, 3, a, 3, b, 2, false, c, 2)
	fmt.Println(c)
	kernel.Gemm(false, true, 2, 2, 3, a, 3, a, 3, true, c, 2) // c += a·aᵀ
	fmt.Println(c)
	// Output:
	// [4 5 10 11]
	// [18 37 42 88]
}

func ExampleAddRow() {
	y := make([]float32, 6)
	kernel.AddRow(y, []float32{1, 2, 3})
	fmt.Println(y)
	sums := make([]float32, 3)
	kernel.SumRows(sums, y)
	fmt.Println(sums)
	// Output:
	// [1 2 3 1 2 3]
	// [2 4 6]
}

func ExampleAxpy() {
	x, y := []float32{1, 2}, []float32{10, 20}
	kernel.Axpy(3, x, y)
	fmt.Println(y)
	kernel.Add(y, x)
	kernel.Scale(y, 0.5)
	fmt.Println(y)
	// Output:
	// [13 26]
	// [7 14]
}

func ExampleDot() {
	x := []float32{3, 4}
	fmt.Println(kernel.Dot(x, x), kernel.SumSquares(x), kernel.Sum(x), kernel.Max(x), kernel.FirstNonFinite(x))
	// Output: 25 25 7 4 -1
}

func ExampleSoftmax() {
	x := []float32{0, 0, 1e4, 0}
	y := make([]float32, 4)
	kernel.Softmax(y, x, 2)
	fmt.Println(y)
	kernel.LogSoftmax(y, x, 2)
	fmt.Println(y, kernel.LogSumExp(x))
	// Output:
	// [0.5 0.5 1 0]
	// [-0.6931472 -0.6931472 0 -10000] 10000
}
