package metrics

import (
	"math"
	"slices"

	"github.com/layercake-go/layercake/internal/registry"
)

// thresholds tell how many of them a prediction is above.
type thresholds struct {
	limits []float32 // rising
	even   bool      // they share [0, 1] evenly: Keras then divides, instead of comparing
	open   bool      // the first is below 0, so that every prediction is above it
}

// above is how many of the thresholds are below p; a NaN is above none.
func (t thresholds) above(p float32) int {
	if !t.even {
		n, _ := slices.BinarySearch(t.limits, p)
		return n
	}
	n := 0
	if p > 0 {
		n = int(math.Ceil(float64(min(p, 1) * float32(len(t.limits)-1))))
	}
	if t.open {
		return max(n, 1)
	}
	return n
}

// evenly reports whether x shares [0, 1] evenly, as near as Keras wants it.
func evenly(x []float64) bool {
	for i, v := range x {
		e := float64(i) / float64(len(x)-1)
		if math.Abs(v-e) > 1e-7+float64(1e-5*e) {
			return false
		}
	}
	return len(x) >= 3
}

// inUnit refuses thresholds outside 0 to 1.
func inUnit(x []float64) error {
	for _, v := range x {
		if !(v >= 0 && v <= 1) {
			return registry.Bad("thresholds", "want 0 to 1, have %g", v)
		}
	}
	return nil
}
