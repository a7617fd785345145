package kernel

import (
	"math"
	"testing"
	"unsafe"
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
	twoArrays("LeakyReLUTo", func(y, x []float32) { LeakyReLUTo(y, x, 0.2) }),
	threeArrays("LeakyReLUGrad", func(dx, dy, s []float32) { LeakyReLUGrad(dx, dy, s, 0.2) }),
	twoArrays("ClipTo", func(y, x []float32) { ClipTo(y, x, -1, 2.5) }),
	threeArrays("ClipGrad", func(dx, dy, s []float32) { ClipGrad(dx, dy, s, -1, 2.5) }),
	twoArrays("ELUTo", func(y, x []float32) { ELUTo(y, x, 1.05, 1.7, 0.8) }),
	threeArrays("ELUGrad", func(dx, dy, s []float32) { ELUGrad(dx, dy, s, 1.05, 1.7, 0.8) }),
	twoArrays("SiLUTo", SiLUTo),
	threeArrays("SiLUGrad", SiLUGrad),
	twoArrays("GELUTo", GELUTo),
	threeArrays("GELUGrad", GELUGrad),
	twoArrays("GELUTanhTo", GELUTanhTo),
	threeArrays("GELUTanhGrad", GELUTanhGrad),
	twoArrays("SoftplusTo", SoftplusTo),
	threeArrays("SoftplusGrad", SoftplusGrad),
	twoArrays("LogSigmoidTo", LogSigmoidTo),
	threeArrays("LogSigmoidGrad", LogSigmoidGrad),
	twoArrays("MishTo", MishTo),
	threeArrays("MishGrad", MishGrad),
	twoArrays("HardSigmoidTo", HardSigmoidTo),
	threeArrays("HardSigmoidGrad", HardSigmoidGrad),
	twoArrays("HardSiLUTo", HardSiLUTo),
	threeArrays("HardSiLUGrad", HardSiLUGrad),
	threeArrays("HardTanhGrad", HardTanhGrad),
	{"Softmax", 2, false, func(a [][]float32, n int) []float64 { Softmax(a[0], a[1], n); return nil }},
	{"LogSoftmax", 2, false, func(a [][]float32, n int) []float64 { LogSoftmax(a[0], a[1], n); return nil }},
	{"SoftmaxSums", 2, false, func(a [][]float32, n int) []float64 {
		SoftmaxSums(a[0], a[1], rowSums[:2*len(a[1])/n], n)
		return rowSums[:2*len(a[1])/n]
	}},
	{"SoftmaxCrossentropy", 5, false, func(a [][]float32, n int) []float64 {
		SoftmaxCrossentropy(a[4][:len(a[1])/n], a[0], a[2], a[1], a[3], n)
		return nil
	}},
	{"SoftmaxGrad", 3, false, func(a [][]float32, n int) []float64 { SoftmaxGrad(a[0], a[1], a[2], n); return nil }},
	{"LogSoftmaxGrad", 3, false, func(a [][]float32, n int) []float64 { LogSoftmaxGrad(a[0], a[1], a[2], n); return nil }},
	{"LayerNorm", 2, false, func(a [][]float32, n int) []float64 { LayerNorm(a[0], a[1], n, 1e-3); return nil }},
	{"LayerNormGrad", 4, true, func(a [][]float32, n int) []float64 {
		LayerNormGrad(a[0], a[1], a[2], a[3], n, 1e-3)
		return nil
	}},
	{"ColumnMoments", 1, false, func(a [][]float32, n int) []float64 {
		from := n / 3
		columns := n - from
		ColumnMoments(columnSums[:columns], columnSums[columns:2*columns], a[0], from, n)
		return columnSums[:2*columns]
	}},
	{"ColumnGrads", 3, true, func(a [][]float32, n int) []float64 {
		from := n / 3
		columns := n - from
		ColumnGrads(columnSums[:columns], columnSums[columns:2*columns], a[0], a[1], a[2][from:], a[2][from:], from, n)
		return columnSums[:2*columns]
	}},
	{"NormalizeRow", 3, true, func(a [][]float32, _ int) []float64 {
		NormalizeRow(a[0], a[1], a[2], a[2])
		return nil
	}},
	reduction("LogSumExp", 1, func(a [][]float32) float64 { return LogSumExp(a[0]) }),
	twoArrays("Add", Add),
	threeArrays("Multiply", Multiply),
	{"MultiplyRow", 3, true, func(a [][]float32, _ int) []float64 { MultiplyRow(a[0], a[1], a[2]); return nil }},
	twoArrays("Keep", func(y, x []float32) {
		bits := unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
		Keep(y, bits, 0.3, 1.5)
	}),
	twoArrays("Axpy", func(y, x []float32) { Axpy(0.3, x, y) }),
	{"Scale", 1, false, func(a [][]float32, _ int) []float64 { Scale(a[0], 0.3); return nil }},
	{"AddRow", 2, true, func(a [][]float32, _ int) []float64 { AddRow(a[0], a[1]); return nil }},
	{"AddRowReLU", 2, true, func(a [][]float32, _ int) []float64 { AddRowReLU(a[0], a[1]); return nil }},
	{"SumRows", 2, true, func(a [][]float32, _ int) []float64 { SumRows(a[1], a[0]); return nil }},
	{"SumRows tall", 2, true, func(a [][]float32, n int) []float64 {
		columns := max(1, n/16)
		SumRows(a[1][:columns], a[0][:len(a[0])/columns*columns])
		return nil
	}},
	reduction("Sum", 1, func(a [][]float32) float64 { return Sum(a[0]) }),
	reduction("SumSquares", 1, func(a [][]float32) float64 { return SumSquares(a[0]) }),
	reduction("Dot", 2, func(a [][]float32) float64 { return Dot(a[0], a[1]) }),
	reduction("Max", 1, func(a [][]float32) float64 { return float64(Max(a[0])) }),
	reduction("FirstNonFinite", 1, func(a [][]float32) float64 { return float64(FirstNonFinite(a[0])) }),
	twoArrays("Raise", Raise),
	// Two rows of n, in the place of three; they overlap where they may.
	{"CopyRows", 2, false, func(a [][]float32, n int) []float64 {
		CopyRows(a[0], n+n/4, a[1], n/3, len(a[0])/n-1, n)
		return nil
	}},
	{"AddRows", 2, false, func(a [][]float32, n int) []float64 {
		AddRows(a[0], n/5, a[1], n+n/2, len(a[0])/n-1, n)
		return nil
	}},
	{"MaxOfFour", 3, false, func(a [][]float32, n int) []float64 {
		part := max(1, n/6)
		count := len(a[0]) / 4 / part * part
		MaxOfFour(a[0][:count], a[1][:count], a[2], part, 2*count)
		return nil
	}},
	{"MaxOfFourGrad", 3, false, func(a [][]float32, n int) []float64 {
		part := max(1, n/6)
		count := len(a[0]) / 4 / part * part
		for i := range a[1][:count] {
			a[1][i] = float32(i * i % 5)
		}
		MaxOfFourGrad(a[2], a[0][:count], a[1][:count], part, 2*count)
		return nil
	}},
	weights("LSTMCell", 5, func(a [][]float32) { LSTMCell(a[0], a[1], a[2], a[3], a[4]) }),
	weights("LSTMOutput", 4, func(a [][]float32) { LSTMOutput(a[0], a[1], a[2], a[3]) }),
	weights("LSTMOutputGrad", 4, func(a [][]float32) { LSTMOutputGrad(a[0], a[1], a[2], a[3]) }),
	weights("LSTMCellGrad", 5, func(a [][]float32) { LSTMCellGrad(a[0], a[1], a[2], a[3], a[4]) }),
	weights("GRUCell", 6, func(a [][]float32) { GRUCell(a[0], a[1], a[2], a[3], a[4], a[5]) }),
	weights("GRUCellGrad", 6, func(a [][]float32) { GRUCellGrad(a[0], a[1], a[2], a[3], a[4], a[5]) }),
	weights("SGDStep", 2, func(a [][]float32) { SGDStep(a[0], a[1], 0.01) }),
	weights("MomentumStep", 3, func(a [][]float32) { MomentumStep(a[0], a[1], a[2], 0.01, 0.9) }),
	weights("NesterovStep", 3, func(a [][]float32) { NesterovStep(a[0], a[1], a[2], 0.01, 0.9) }),
	weights("AdamStep", 4, func(a [][]float32) { AdamStep(a[0], a[1], a[2], a[3], 0.01, 0.1, 0.001, 1e-7) }),
	weights("AdamMaxStep", 5, func(a [][]float32) { AdamMaxStep(a[0], a[1], a[2], a[3], a[4], 0.01, 0.1, 0.001, 1e-7) }),
	weights("NadamStep", 4, func(a [][]float32) {
		NadamStep(a[0], a[1], a[2], a[3], 0.01, 0.1, 0.001, 1e-7, [5]float32{0.5, 0.7, 0.6, 0.8, 0.3})
	}),
	weights("AdamaxStep", 4, func(a [][]float32) { AdamaxStep(a[0], a[1], a[2], a[3], 0.01, 0.1, 0.99, 0.3, 1e-7) }),
	weights("AdagradStep", 3, func(a [][]float32) { AdagradStep(a[0], a[1], a[2], 0.01, 1e-7) }),
	weights("AdadeltaStep", 4, func(a [][]float32) { AdadeltaStep(a[0], a[1], a[2], a[3], 0.01, 0.95, 0.05, 1e-7) }),
	weights("RMSpropStep", 3, func(a [][]float32) { RMSpropStep(a[0], a[1], a[2], nil, nil, 0.01, 0.9, 0.1, 1e-7, 0) }),
	weights("RMSpropStep momentum", 4, func(a [][]float32) {
		RMSpropStep(a[0], a[1], a[2], a[3], nil, 0.01, 0.9, 0.1, 1e-7, 0.8)
	}),
	weights("RMSpropStep centered", 4, func(a [][]float32) {
		RMSpropStep(a[0], a[1], a[2], nil, a[3], 0.01, 0.9, 0.1, 1e-7, 0)
	}),
	weights("RMSpropStep both", 5, func(a [][]float32) {
		RMSpropStep(a[0], a[1], a[2], a[3], a[4], 0.01, 0.9, 0.1, 1e-7, 0.8)
	}),
	weights("LionStep", 3, func(a [][]float32) { LionStep(a[0], a[1], a[2], 0.01, 0.9, 0.1, 0.99, 0.01) }),
	weights("FtrlStep", 4, func(a [][]float32) { FtrlStep(a[0], a[1], a[2], a[3], 0.01, 0.02, 0.03, 0.04) }),
	weights("Decay", 1, func(a [][]float32) { Decay(a[0], 0.004, 0.01) }),
	weights("Follow", 2, func(a [][]float32) { Follow(a[0], a[1], 0.99, 0.01) }),
}

// weights makes an operation of an optimizer's: the same for all values.
func weights(name string, arrays int, f func(a [][]float32)) vecOp {
	return vecOp{name, arrays, false, func(a [][]float32, _ int) []float64 { f(a); return nil }}
}

// rowSums is where the sums of rows go.
var rowSums [2 * vecRows]float64

// columnSums is where the sums of columns go.
var columnSums [2 * 1024]float64

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
