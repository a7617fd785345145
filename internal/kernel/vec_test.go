package kernel

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// inPlace are the operations whose first array may be the one with this number.
var inPlace = map[string][]int{
	"ExpTo": {1}, "SigmoidTo": {1}, "TanhTo": {1}, "ReLUTo": {1}, "LeakyReLUTo": {1}, "ClipTo": {1}, "ELUTo": {1},
	"SiLUTo": {1}, "GELUTo": {1}, "GELUTanhTo": {1}, "SoftplusTo": {1}, "LogSigmoidTo": {1},
	"MishTo": {1}, "HardSigmoidTo": {1}, "HardSiLUTo": {1}, "MishGrad": {1, 2}, "HardSigmoidGrad": {1, 2},
	"HardSiLUGrad": {1, 2}, "HardTanhGrad": {1, 2},
	"SigmoidGrad": {1, 2}, "TanhGrad": {1, 2}, "ReLUGrad": {1, 2}, "LeakyReLUGrad": {1, 2}, "ClipGrad": {1, 2},
	"ELUGrad": {1, 2}, "SiLUGrad": {1, 2}, "GELUGrad": {1, 2}, "GELUTanhGrad": {1, 2}, "SoftplusGrad": {1, 2},
	"LogSigmoidGrad": {1, 2}, "Softmax": {1}, "SoftmaxSums": {1}, "SoftmaxCrossentropy": {1}, "LogSoftmax": {1}, "SoftmaxGrad": {1, 2}, "LogSoftmaxGrad": {1, 2},
	"Multiply": {1, 2}, "MultiplyRow": {1}, "LayerNorm": {1}, "NormalizeRow": {1}, "LayerNormGrad": {2},
}

// TestInPlace: the result may take the place of an operand.
func TestInPlace(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, op := range vecOps {
			for _, place := range inPlace[op.name] {
				for _, n := range lengths() {
					s := source(7)
					a := op.operands(&s, n)
					same := make([][]float32, len(a))
					for i, x := range a {
						same[i] = slices.Clone(x)
					}
					op.run(a, n)
					same[0] = same[place]
					op.run(same, n)
					if bitsOf(a[0]...) != bitsOf(same[0]...) {
						t.Errorf("%s of rows of %d, in the place of operand %d: another result", op.name, n, place)
					}
				}
			}
		}
	})
}

// TestOperandsStay: nothing but the results is written.
func TestOperandsStay(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, op := range vecOps {
			if _, ok := inPlace[op.name]; !ok || op.name == "LayerNormGrad" { // which changes dy
				continue
			}
			s := source(8)
			a := op.operands(&s, 37)
			before := slices.Clone(a[1])
			op.run(a, 37)
			if !slices.Equal(a[1], before) {
				t.Errorf("%s changed its operand", op.name)
			}
		}
	})
}

func TestVectorFunctionsAllocateNothing(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, op := range vecOps {
			s := source(9)
			a := op.operands(&s, 50)
			run := op.run
			if n := testing.AllocsPerRun(10, func() { run(a, 50) }); n > float64(returned(op)) {
				t.Errorf("%s: %v allocations", op.name, n)
			}
		}
	})
}

// returned is 1 if the test's own list of results is allocated.
func returned(op vecOp) int {
	s := source(9)
	return len(op.run(op.operands(&s, 1), 1))
}

// TestNobodyWants: a nil operand, or none with values, is no work and no error.
func TestNobodyWants(t *testing.T) {
	eachSet(t, func(t *testing.T) {
		for _, op := range vecOps {
			if op.name == "SumRows tall" || strings.HasPrefix(op.name, "Column") {
				continue // the test cuts their operands
			}
			op.run(make([][]float32, op.arrays), 1)
			empty := make([][]float32, op.arrays)
			for i := range empty {
				empty[i] = []float32{}
			}
			op.run(empty, 1)
		}
	})
}

func TestChooseVectors(t *testing.T) {
	usable := usableVectors()
	if got := chooseVectors(Set()); got.String() != Set() {
		t.Errorf("the products run on %s, the rest on %v", Set(), got)
	}
	for _, s := range usable {
		if got := chooseVectors(s.String()); got != s {
			t.Errorf("%v gives %v", s, got)
		}
	}
	if got := chooseVectors("mmx"); got != vecGeneric {
		t.Errorf("an unknown name: %v, want none", got)
	}
}

// TestRowsAloneAndTogether: a row's result does not depend on the others.
func TestRowsAloneAndTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	eachSet(t, func(t *testing.T) {
		for _, n := range []int{1, 7, 10, 16, 100} {
			x := randoms(r, 5*n)
			together, alone := make([]float32, 5*n), make([]float32, 5*n)
			Softmax(together, x, n)
			for i := 0; i < 5*n; i += n {
				Softmax(alone[i:i+n], x[i:i+n], n)
			}
			if !slices.Equal(together, alone) {
				t.Errorf("rows of %d: other shares alone", n)
			}
		}
	})
}
