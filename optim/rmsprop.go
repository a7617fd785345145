package optim

import (
	"errors"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = define("RMSprop", newRMSprop)

// rmsprop configures RMSprop.
type rmsprop struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	Rho          float64   `yaml:"rho" default:"0.9" doc:"what the mean square keeps of itself in each step"`
	Momentum     float64   `yaml:"momentum" default:"0.0" doc:"what a step keeps of the one before"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0"`
	Centered     bool      `yaml:"centered" default:"false" doc:"divide by the deviation of the gradients, not by their size"`
	Common
}

// RMSprop divides each gradient by the root of the mean square of those before.
// Tieleman and Hinton, 2012; centered and with momentum as Graves, 2013.
//
//	v ← rho·v + (1−rho)·g²
//	w ← w − rate·g/√(v + epsilon); centered: v minus the square of the mean of g
//
// Arguments by place: learning_rate=0.001, rho=0.9, momentum=0, epsilon=1e-7,
// centered=false.
func RMSprop(more ...any) *Optimizer { return construct("RMSprop", more) }

func newRMSprop(p *rmsprop) (*Optimizer, error) {
	rule := Rule{Slots: [][]string{{"velocity"}}, Step: p.step}
	if p.Momentum > 0 {
		rule.Slots = append(rule.Slots, []string{"momentum"})
	}
	if p.Centered {
		rule.Slots = append(rule.Slots, []string{"average_gradient"})
	}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(decay("rho", p.Rho), share("momentum", p.Momentum), atLeast("epsilon", p.Epsilon, 0))
}

func (p *rmsprop) step(w, g []float32, slots [][]float32, s *Scalars) {
	var m, mean []float32
	if p.Momentum > 0 {
		m = slots[1]
	}
	if p.Centered {
		mean = slots[len(slots)-1]
	}
	kernel.RMSpropStep(w, g, slots[0], m, mean, s.LR, float32(p.Rho), float32(1-p.Rho), float32(p.Epsilon), float32(p.Momentum))
}
