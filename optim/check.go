package optim

import (
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

// atLeast refuses a v below least, and one that float32 cannot hold.
func atLeast(key string, v, least float64) error {
	if v > math.MaxFloat32 {
		return registry.Bad(key, "want at most %g, have %g", math.MaxFloat32, v)
	}
	return registry.AtLeast(key, v, least)
}

// above0 refuses a v that is there, but not above 0, also as a float32.
func above0(key string, v *float64) error {
	if v == nil || float32(*v) > 0 && *v <= math.MaxFloat32 {
		return nil
	}
	return registry.Bad(key, "want more than 0 and at most %g, have %g", math.MaxFloat32, *v)
}

// share refuses a v that is not in [0, 1].
func share(key string, v float64) error {
	if v >= 0 && v <= 1 {
		return nil
	}
	return registry.Bad(key, "want a number from 0 to 1, have %g", v)
}

// decay refuses a v that is not in [0, 1), also as a float32: an average with
// it never moves.
func decay(key string, v float64) error {
	if v >= 0 && float32(v) < 1 {
		return nil
	}
	return registry.Bad(key, "want at least 0 and less than 1, have %g", v)
}
