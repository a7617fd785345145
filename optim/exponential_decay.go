package optim

import (
	"errors"
	"math"
)

var _ = defineSchedule("ExponentialDecay", newExponentialDecay)

// exponentialDecay configures an exponential decay.
type exponentialDecay struct {
	Initial   float64 `yaml:"initial_learning_rate" required:"true" doc:"the learning rate of step 0"`
	Steps     int     `yaml:"decay_steps" required:"true" doc:"steps in which it is multiplied once by decay_rate"`
	Rate      float64 `yaml:"decay_rate" required:"true" doc:"what it is multiplied by"`
	Staircase bool    `yaml:"staircase" default:"false" doc:"change only once in decay_steps steps"`
	Name      string  `yaml:"name" default:"ExponentialDecay" doc:"a name for Keras's files; it changes nothing"`
}

// ExponentialDecay multiplies the learning rate by decayRate once in decaySteps
// steps, evenly or, with staircase, all at once:
//
//	rate(step) = initial · decay_rate^(step/decay_steps)
//
// More arguments by place: staircase=false.
func ExponentialDecay(initial float64, decaySteps int, decayRate float64, more ...any) *Schedule {
	return constructSchedule("ExponentialDecay", more, initial, decaySteps, decayRate)
}

func newExponentialDecay(p *exponentialDecay) (*Schedule, error) {
	initial, steps, rate := float32(p.Initial), float32(p.Steps), float32(p.Rate)
	at := func(step int) float32 {
		return initial * pow32(rate, stairs(float32(step)/steps, p.Staircase))
	}
	return &Schedule{At: at}, errors.Join(
		atLeast("initial_learning_rate", p.Initial, 0), atLeast("decay_steps", float64(p.Steps), 1), atLeast("decay_rate", p.Rate, 0))
}

// stairs cuts x to a whole number if asked to.
func stairs(x float32, cut bool) float32 {
	if cut {
		return float32(math.Floor(float64(x)))
	}
	return x
}
