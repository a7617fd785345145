package kernel

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// vecBits has a line for each vector function, with a hash of its results for
// all lengths, for ordinary and for odd values.
func vecBits() string {
	var out strings.Builder
	for _, op := range vecOps {
		s := source(3)
		var ordinary, special strings.Builder
		for _, n := range lengths() {
			ordinary.WriteString(op.outcome(op.operands(&s, n), n))
			a := op.operands(&s, n)
			for _, x := range a {
				for i := range x {
					if s.unit() < 0.5 {
						x[i] = odd[s.next()%uint64(len(odd))]
					} else {
						x[i] *= 30
					}
				}
			}
			special.WriteString(op.outcome(a, n))
		}
		fmt.Fprintf(&out, "%s %s %s\n", op.name, hashText(ordinary.String()), hashText(special.String()))
	}
	return out.String()
}

func hashText(text string) string {
	var bytes []float64
	for _, c := range []byte(text) {
		bytes = append(bytes, float64(c))
	}
	return bitsOf(bytes...)
}

// TestVectorBits: all vector sets give the same bits, on every architecture.
func TestVectorBits(t *testing.T) {
	const golden = "testdata/vec_bits.txt"
	eachSet(t, func(t *testing.T) {
		if vecSet == vecGeneric {
			return // has bits of its own, of which some are the same
		}
		got := vecBits()
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
			for i, line := range gotLines {
				if i >= len(wantLines) || line != wantLines[i] {
					t.Errorf("%s is not the golden line", line)
				}
			}
			t.Errorf("%d lines, the golden file has %d", len(gotLines), len(wantLines))
		}
	})
}

// sameEverywhere are the functions whose bits do not depend on the set: each of
// their operations is rounded by itself.
var sameEverywhere = []string{
	"ReLUTo", "ReLUGrad", "LeakyReLUTo", "LeakyReLUGrad", "ClipTo", "ClipGrad", "SoftmaxGrad",
	"NormalizeRow", "Add", "Keep", "Multiply", "MultiplyRow", "Axpy", "Scale", "AddRow", "AddRowReLU", "SumRows", "SumRows tall",
	"Raise", "CopyRows", "AddRows", "MaxOfFour", "MaxOfFourGrad",
	"Sum", "SumSquares", "Dot", "Max", "FirstNonFinite",
	"SGDStep", "MomentumStep", "NesterovStep", "AdamStep", "AdamMaxStep", "NadamStep", "AdamaxStep", "AdagradStep",
	"AdadeltaStep", "RMSpropStep", "RMSpropStep momentum", "RMSpropStep centered", "RMSpropStep both", "LionStep",
	"FtrlStep", "Decay", "Follow",
}

func TestSameBitsWithoutVectors(t *testing.T) {
	byName := map[string]vecOp{}
	for _, op := range vecOps {
		byName[op.name] = op
	}
	eachSet(t, func(t *testing.T) {
		for _, name := range sameEverywhere {
			op := byName[name]
			for _, n := range lengths() {
				s := source(4)
				got := op.outcome(op.operands(&s, n), n)
				s = source(4)
				restore := useVectors(vecGeneric)
				want := op.outcome(op.operands(&s, n), n)
				restore()
				if got != want {
					t.Errorf("%s of rows of %d: other bits than in Go", name, n)
					break
				}
			}
		}
	})
}
