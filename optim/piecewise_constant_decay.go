package optim

import (
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/registry"
)

var _ = defineSchedule("PiecewiseConstantDecay", newPiecewiseConstantDecay)

// piecewiseConstantDecay configures a piecewise constant decay.
type piecewiseConstantDecay struct {
	Boundaries []int     `yaml:"boundaries" required:"true" doc:"the last step of each learning rate but the last one"`
	Values     []float64 `yaml:"values" required:"true" doc:"the learning rates, one more than boundaries"`
	Name       string    `yaml:"name" default:"PiecewiseConstant" doc:"a name for Keras's files; it changes nothing"`
}

// PiecewiseConstantDecay has the first of the values up to the first of the
// boundaries, that step included, then the next:
//
//	rate(step) = values[i], where i boundaries are below step
func PiecewiseConstantDecay(boundaries []int, values []float64, more ...any) *Schedule {
	return constructSchedule("PiecewiseConstantDecay", more, boundaries, values)
}

func newPiecewiseConstantDecay(p *piecewiseConstantDecay) (*Schedule, error) {
	at := func(step int) float32 {
		i, _ := slices.BinarySearch(p.Boundaries, step)
		return float32(p.Values[i])
	}
	return &Schedule{At: at}, p.check()
}

func (p *piecewiseConstantDecay) check() error {
	var errs []error
	for i, b := range p.Boundaries[:max(0, len(p.Boundaries)-1)] {
		if next := p.Boundaries[i+1]; next <= b {
			errs = append(errs, registry.Bad("boundaries", "want rising steps, have %d after %d", next, b))
		}
	}
	if want := len(p.Boundaries) + 1; len(p.Values) != want {
		errs = append(errs, registry.Bad("values", "want %d, one more than boundaries, have %d", want, len(p.Values)))
	}
	for i, v := range p.Values {
		errs = append(errs, atLeast(fmt.Sprintf("values[%d]", i), v, 0))
	}
	return errors.Join(errs...)
}
