package activations_test

import (
	"encoding/json"
	"slices"
	"testing"

	. "github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
)

const vectors = "testdata/activations.jsonl"

const (
	otherAxis   = "the vector is the last axis; for others there is the layer Softmax"
	partialSums = "Keras adds partial sums into its threshold: its shares do not add up to 1"
)

// builtin are the names of the package itself: some tests register more.
var builtin = Names()

var unmet = golden.Unmet{
	"glu":                   "halves its vector, so it is no map of ℝⁿ to ℝⁿ: a layer, which comes with its issue",
	"softmax/axis1_3d":      otherAxis,
	"softmax/axis-2_3d":     otherAxis,
	"log_softmax/axis1_3d":  otherAxis,
	"log_softmax/axis-2_3d": otherAxis,
	"sparsemax/axis1_3d":    otherAxis,
	"sparsemax/axis-2_3d":   otherAxis,
	"sparsemax/2d":          partialSums,
	"sparsemax/3d":          partialSums,
	"sparsemax/ties":        partialSums,
	"sparsemax/large":       "Keras halves the slope of max(x, 0) at 0; where a share is 0, so is its slope here",
	"squareplus/nonfinite":  "Keras overflows in x²; here only ±Inf does",
}

// loose are the cases where Keras's float32 cancels digits, and Tight is too much.
var loose = map[string]bool{"gelu/1": true, "squareplus/0": true, "squareplus/1": true}

func TestGolden(t *testing.T) {
	golden.Check(t, vectors, unmet, func(t testing.TB, raw json.RawMessage) {
		var c struct {
			Name, Fn     string
			Kwargs       golden.Args
			X, Y, DY, DX golden.Array
		}
		golden.Decode(t, raw, &c)
		a, err := Get(call.Call{Name: c.Fn, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		tolerance := golden.Tight
		if loose[c.Name] {
			tolerance = golden.Loose
		}
		n := c.X.Shape[len(c.X.Shape)-1]
		y := make([]float32, len(c.X.Data))
		a.Apply(y, c.X.Data, n)
		tolerance.Near(t, "y", y, c.Y)
		if c.DY.Data == nil {
			return // a case of NaN and ±Inf is forward only
		}
		dx := make([]float32, len(y))
		a.Grad(dx, c.DY.Data, y, savedInput(a, c.X.Data), n)
		tolerance.Near(t, "dx", dx, c.DX)
	})
}

// savedInput is the x that Grad may read.
func savedInput(a *Activation, x []float32) []float32 {
	if a.Saves == Input {
		return x
	}
	return nil
}

// TestComplete finds a registered name without golden vectors.
func TestComplete(t *testing.T) {
	with := golden.Classes(t, vectors)
	for _, name := range builtin {
		if !slices.Contains(with, name) {
			t.Errorf("%s has no golden case", name)
		}
	}
	if len(builtin) != 29 || len(with) != 30 {
		t.Errorf("%d activations, %d in Keras; want 29 and 30, without glu", len(builtin), len(with))
	}
}
