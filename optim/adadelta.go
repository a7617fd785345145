package optim

import (
	"errors"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = define("Adadelta", newAdadelta)

// adadelta configures Adadelta.
type adadelta struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step; the paper has 1"`
	Rho          float64   `yaml:"rho" default:"0.95" doc:"what the mean squares keep of themselves in each step"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0, and starts the steps"`
	Common
}

// Adadelta measures its steps by those before: the root of their mean square
// over that of the gradients. Zeiler, 2012.
//
//	a ← rho·a + (1−rho)·g²
//	d ← −√(b + epsilon)/√(a + epsilon)·g
//	b ← rho·b + (1−rho)·d²
//	w ← w + rate·d
//
// Arguments by place: learning_rate=0.001, rho=0.95, epsilon=1e-7.
func Adadelta(more ...any) *Optimizer { return construct("Adadelta", more) }

func newAdadelta(p *adadelta) (*Optimizer, error) {
	rule := Rule{Slots: [][]string{{"accumulated_grad", "accumulated_delta_var"}}, Step: p.step}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(decay("rho", p.Rho), atLeast("epsilon", p.Epsilon, 0))
}

func (p *adadelta) step(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.AdadeltaStep(w, g, slots[0], slots[1], s.LR, float32(p.Rho), float32(1-p.Rho), float32(p.Epsilon))
}
