package optim

import (
	"errors"
	"math"
)

var _ = defineSchedule("PolynomialDecay", newPolynomialDecay)

// polynomialDecay configures a polynomial decay.
type polynomialDecay struct {
	Initial float64 `yaml:"initial_learning_rate" required:"true" doc:"the learning rate of step 0"`
	Steps   int     `yaml:"decay_steps" required:"true" doc:"steps until end_learning_rate"`
	End     float64 `yaml:"end_learning_rate" default:"0.0001" doc:"the learning rate after decay_steps"`
	Power   float64 `yaml:"power" default:"1.0" doc:"1 is a straight line; more falls faster at first"`
	Cycle   bool    `yaml:"cycle" default:"false" doc:"start over each time, with the time until then as decay_steps"`
	Name    string  `yaml:"name" default:"PolynomialDecay" doc:"a name for Keras's files; it changes nothing"`
}

// PolynomialDecay goes from the initial learning rate to the last one in
// decaySteps steps, and stays there:
//
//	rate(step) = (initial − end)·(1 − step/decay_steps)^power + end
//
// With cycle, decay_steps doubles, triples … as step goes beyond it. More
// arguments by place: end_learning_rate=0.0001, power=1, cycle=false.
func PolynomialDecay(initial float64, decaySteps int, more ...any) *Schedule {
	return constructSchedule("PolynomialDecay", more, initial, decaySteps)
}

func newPolynomialDecay(p *polynomialDecay) (*Schedule, error) {
	initial, end, power := float32(p.Initial), float32(p.End), float32(p.Power)
	at := func(step int) float32 {
		now, steps := float32(step), float32(p.Steps)
		if p.Cycle {
			steps *= max(1, float32(math.Ceil(float64(now/steps))))
		}
		left := 1 - min(now, steps)/steps
		return float32((initial-end)*pow32(left, power)) + end
	}
	return &Schedule{At: at}, errors.Join(
		atLeast("initial_learning_rate", p.Initial, 0), atLeast("decay_steps", float64(p.Steps), 1),
		atLeast("end_learning_rate", p.End, 0), atLeast("power", p.Power, 0))
}
