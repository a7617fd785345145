package optim

import "errors"

var _ = defineSchedule("InverseTimeDecay", newInverseTimeDecay)

// inverseTimeDecay configures an inverse time decay.
type inverseTimeDecay struct {
	Initial   float64 `yaml:"initial_learning_rate" required:"true" doc:"the learning rate of step 0"`
	Steps     int     `yaml:"decay_steps" required:"true" doc:"steps in which the divisor grows by decay_rate"`
	Rate      float64 `yaml:"decay_rate" required:"true" doc:"what the divisor grows by"`
	Staircase bool    `yaml:"staircase" default:"false" doc:"change only once in decay_steps steps"`
	Name      string  `yaml:"name" default:"InverseTimeDecay" doc:"a name for Keras's files; it changes nothing"`
}

// InverseTimeDecay divides the learning rate by a number that grows with time,
// evenly or, with staircase, once in decaySteps steps:
//
//	rate(step) = initial / (1 + decay_rate·step/decay_steps)
//
// More arguments by place: staircase=false.
func InverseTimeDecay(initial float64, decaySteps int, decayRate float64, more ...any) *Schedule {
	return constructSchedule("InverseTimeDecay", more, initial, decaySteps, decayRate)
}

func newInverseTimeDecay(p *inverseTimeDecay) (*Schedule, error) {
	initial, steps, rate := float32(p.Initial), float32(p.Steps), float32(p.Rate)
	at := func(step int) float32 {
		return initial / (1 + float32(rate*stairs(float32(step)/steps, p.Staircase)))
	}
	return &Schedule{At: at}, errors.Join(
		atLeast("initial_learning_rate", p.Initial, 0), atLeast("decay_steps", float64(p.Steps), 1), atLeast("decay_rate", p.Rate, 0))
}
