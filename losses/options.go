package losses

import "github.com/layercake-go/layercake/internal/registry"

// lastAxis refuses another axis than the last: a row is a vector along it.
func lastAxis(axis int) error {
	if axis != -1 {
		return registry.Bad("axis", "want -1, the last axis, have %d; put that axis last, with Permute", axis)
	}
	return nil
}

// smoothing moves a share of each target to all n classes alike (Szegedy and
// others, 2016).
type smoothing float64

func newSmoothing(share float64) (smoothing, error) {
	if !(share >= 0 && share <= 1) {
		return 0, registry.Bad("label_smoothing", "want 0 to 1, have %g", share)
	}
	return smoothing(share), nil
}

func (s smoothing) of(t float64, n int) float64 {
	if s == 0 {
		return t
	}
	return float64(t*float64(1-s)) + float64(float64(s)/float64(n))
}
