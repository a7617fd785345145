package kernel

import (
	"math"
	"testing"
)

// A vecOp is one vector function, for tests that treat all alike. Its arrays
// have rows times n values each; the last has n if it is repeated.
type vecOp struct {
	name     string
	arrays   int
	repeated bool
	run      func(a [][]float32, n int) []float64 // what it returns, if anything
}

// twoArrays and threeArrays make operations of functions without a result.
func twoArrays(name string, f func(y, x []float32)) vecOp {
	return vecOp{name, 2, false, func(a [][]float32, _ int) []float64 { f(a[0], a[1]); return nil }}
}

func threeArrays(name string, f func(dx, dy, s []float32)) vecOp {
	return vecOp{name, 3, false, func(a [][]float32, _ int) []float64 { f(a[0], a[1], a[2]); return nil }}
}

func reduction(name string, arrays int, f func(a [][]float32) float64) vecOp {
	return vecOp{name, arrays, false, func(a [][]float32, _ int) []float64 { return []float64{f(a)} }}
}

var vecOps = []vecOp{
	twoArrays("ExpTo", ExpTo),
	twoArrays("SigmoidTo", SigmoidTo),
	threeArrays("SigmoidGrad", SigmoidGrad),
	twoArrays("TanhTo", TanhTo),
	threeArrays("TanhGrad", TanhGrad),
	twoArrays("ReLUTo", ReLUTo),
	threeArrays("ReLUGrad", ReLUGrad),
	{"Softmax", 2, false, func(a [][]float32, n int) []float64 { Softmax(a[0], a[1], n); return nil }},
	{"LogSoftmax", 2, false, func(a [][]float32, n int) []float64 { LogSoftmax(a[0], a[1], n); return nil }},
	reduction("LogSumExp", 1, func(a [][]float32) float64 { return LogSumExp(a[0]) }),
	twoArrays("Add", Add),
	twoArrays("Axpy", func(y, x []float32) { Axpy(0.3, x, y) }),
	{"Scale", 1, false, func(a [][]float32, _ int) []float64 { Scale(a[0], 0.3); return nil }},
	{"AddRow", 2, true, func(a [][]float32, _ int) []float64 { AddRow(a[0], a[1]); return nil }},
	{"AddRowReLU", 2, true, func(a [][]float32, _ int) []float64 { AddRowReLU(a[0], a[1]); return nil }},
	reduction("Sum", 1, func(a [][]float32) float64 { return Sum(a[0]) }),
	reduction("SumSquares", 1, func(a [][]float32) float64 { return SumSquares(a[0]) }),
	reduction("Dot", 2, func(a [][]float32) float64 { return Dot(a[0], a[1]) }),
	reduction("Max", 1, func(a [][]float32) float64 { return float64(Max(a[0])) }),
	reduction("FirstNonFinite", 1, func(a [][]float32) float64 { return float64(FirstNonFinite(a[0])) }),
	{"AdamStep", 4, false, func(a [][]float32, _ int) []float64 {
		AdamStep(a[0], a[1], a[2], a[3], 0.01, 0.1, 0.001, 1e-7)
		return nil
	}},
	{"AdamMaxStep", 5, false, func(a [][]float32, _ int) []float64 {
		AdamMaxStep(a[0], a[1], a[2], a[3], a[4], 0.01, 0.1, 0.001, 1e-7)
		return nil
	}},
}

// eachSet runs f with every set of this processor in turn.
func eachSet(t *testing.T, f func(t *testing.T)) {
	for _, s := range usableVectors() {
		t.Run(s.String(), func(t *testing.T) {
			defer useVectors(s)()
			f(t)
		})
	}
}

// lengths are row lengths that fill registers of every width, or not.
func lengths() (list []int) {
	for n := 1; n <= 67; n++ {
		list = append(list, n)
	}
	return append(list, 100, 128, 333, 1024)
}

const vecRows = 3

// operands are arrays for op of random values.
func (op vecOp) operands(s *source, n int) (a [][]float32) {
	for i := range op.arrays {
		size := vecRows * n
		if op.repeated && i == op.arrays-1 {
			size = n
		}
		a = append(a, s.vector(size))
	}
	return a
}

// odd are values that need care.
var odd = []float32{
	0, float32(math.Copysign(0, -1)), 1, -1, 1e-45, -1e-45, 1e-38, -1e-38, 3e38, -3e38, math.MaxFloat32, 1e-8, -1e-8,
	float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), 88.7, 88.73, -87.4, -103.9, -104.1, 20, -20, 9.1, -9.1,
}

// outcome hashes all arrays after the operation, and what it returned.
func (op vecOp) outcome(a [][]float32, n int) string {
	var all []float64
	all = append(all, op.run(a, n)...)
	for _, x := range a {
		for _, v := range x {
			all = append(all, float64(v))
		}
	}
	return bitsOf(all...)
}
