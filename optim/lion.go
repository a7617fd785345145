package optim

import (
	"errors"
	"github.com/layercake-go/layercake/internal/kernel"

	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("Lion", newLion)

// lion configures Lion.
type lion struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step; a third to a tenth of Adam's"`
	Beta1        float64   `yaml:"beta_1" default:"0.9" doc:"share of the momentum in the direction of a step, more than 0"`
	Beta2        float64   `yaml:"beta_2" default:"0.99" doc:"what the momentum keeps of itself in each step"`
	Common
}

// Lion moves every weight by exactly the learning rate, one way or the other.
// Chen et al., 2023.
//
//	w ← w − rate·sign(beta_1·m + (1−beta_1)·g)
//	m ← beta_2·m + (1−beta_2)·g
//
// Arguments by place: learning_rate=0.001, beta_1=0.9, beta_2=0.99.
func Lion(more ...any) *Optimizer { return construct("Lion", more) }

func newLion(p *lion) (*Optimizer, error) {
	var err error
	if !(p.Beta1 > 0 && p.Beta1 <= 1) {
		err = registry.Bad("beta_1", "want more than 0 and at most 1, have %g", p.Beta1)
	}
	rule := Rule{Slots: [][]string{{"momentum"}}, Step: p.step}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(err, decay("beta_2", p.Beta2))
}

func (p *lion) step(w, g []float32, slots [][]float32, s *Scalars) {
	keep1, keep2 := float32(p.Beta1), float32(p.Beta2)
	kernel.LionStep(w, g, slots[0], s.LR, keep1, 1-keep1, keep2, 1-keep2)
}
