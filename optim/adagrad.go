package optim

import (
	"errors"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = define("Adagrad", newAdagrad)

// adagrad configures Adagrad.
type adagrad struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	Start        float64   `yaml:"initial_accumulator_value" default:"0.1" doc:"where the sum of squares starts"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0"`
	Common
}

// Adagrad gives weights that moved much ever smaller steps: it divides by the
// root of the sum of all squares so far. Duchi, Hazan and Singer, 2011.
//
//	a ← a + g²
//	w ← w − rate·g/√(a + epsilon)
//
// Arguments by place: learning_rate=0.001, initial_accumulator_value=0.1,
// epsilon=1e-7.
func Adagrad(more ...any) *Optimizer { return construct("Adagrad", more) }

func newAdagrad(p *adagrad) (*Optimizer, error) {
	rule := Rule{Slots: [][]string{{"accumulator"}}, Init: p.init, Step: p.step}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(atLeast("initial_accumulator_value", p.Start, 0), atLeast("epsilon", p.Epsilon, 0))
}

func (p *adagrad) init(slots [][]float32, _, _ []float32) { fill(slots[0], p.Start) }

func (p *adagrad) step(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.AdagradStep(w, g, slots[0], s.LR, float32(p.Epsilon))
}
