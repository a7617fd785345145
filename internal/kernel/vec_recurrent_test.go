package kernel

import (
	"math"
	"testing"
)

// TestRecurrentSteps holds the vector kernels of recurrent steps to the plain
// ones: both make the same few roundings, and their tanh and σ are a few units
// in the last place apart.
func TestRecurrentSteps(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, op := range vecOps {
			switch op.name {
			case "LSTMCell", "LSTMOutput", "LSTMOutputGrad", "LSTMCellGrad", "GRUCell", "GRUCellGrad":
			default:
				continue
			}
			for _, n := range lengths() {
				got, want := within1(op, n), within1(op, n)
				op.run(got, n)
				restore := useVectors(vecGeneric)
				op.run(want, n)
				restore()
				for a := range want {
					for i, w := range want[a] {
						if far := math.Abs(float64(got[a][i] - w)); !(far <= 4e-6*math.Max(1, math.Abs(float64(w)))) {
							t.Fatalf("%s of %d: value %d of array %d is %g, want %g", op.name, n, i, a, got[a][i], w)
						}
					}
				}
			}
		}
	})
}

// within1 are operands from −1 to 1, as gates and states are.
func within1(op vecOp, n int) [][]float32 {
	s := source(9)
	a := op.operands(&s, n)
	for _, x := range a {
		for i, v := range x {
			x[i] = v / (1 + abs32(v))
		}
	}
	return a
}
