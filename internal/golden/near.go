package golden

import (
	"math"
	"testing"
)

// A Tolerance allows |got − want| ≤ Rel·|want| + Abs. NaN equals NaN, and an
// infinity itself alone.
type Tolerance struct{ Rel, Abs float64 }

// All tolerances of the project's golden tests. Both sides are float32, one
// unit in the last place of 1 is 1.2e-7.
var (
	// Tight is for everything that holds it: some ten roundings.
	Tight = Tolerance{Rel: 2e-6, Abs: 1e-6}
	// Loose is the most that layers, activations and losses may need, where long
	// sums or Keras's own float32 functions are less exact.
	Loose = Tolerance{Rel: 2e-5, Abs: 2e-5}
	// Steps is for the weights after each step of an optimizer.
	Steps = Tolerance{Rel: 2e-6, Abs: 1e-7}
)

// Near fails the test where got is not want within Tight.
func Near(t testing.TB, what string, got []float32, want Array) {
	t.Helper()
	Tight.Near(t, what, got, want)
}

// Near fails the test where got is not want within the tolerance; it shows the
// worst element.
func (tol Tolerance) Near(t testing.TB, what string, got []float32, want Array) {
	t.Helper()
	if len(got) != len(want.Data) {
		t.Errorf("%s: want %d values, have %d", what, len(want.Data), len(got))
		return
	}
	worst, at := 1.0, -1
	for i, w := range want.Data {
		if r := tol.ratio(float64(got[i]), float64(w)); r > worst {
			worst, at = r, i
		}
	}
	if at >= 0 {
		t.Errorf("%s: [%d] is %v, want %v: off by %.3g times the tolerance", what, at, got[at], want.Data[at], worst)
	}
}

// Equal reports whether got is want within the tolerance.
func (tol Tolerance) Equal(got, want float64) bool { return tol.ratio(got, want) <= 1 }

// ratio is how many times the tolerance got is away from want.
func (tol Tolerance) ratio(got, want float64) float64 {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return 0
	}
	r := math.Abs(got-want) / (tol.Rel*math.Abs(want) + tol.Abs)
	if math.IsNaN(r) {
		return math.Inf(1)
	}
	return r
}
