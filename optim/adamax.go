package optim

import (
	"errors"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = define("Adamax", newAdamax)

// adamax configures Adamax.
type adamax struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	Beta1        float64   `yaml:"beta_1" default:"0.9" doc:"what the mean of the gradients keeps of itself in each step"`
	Beta2        float64   `yaml:"beta_2" default:"0.999" doc:"what their largest size keeps of itself in each step"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0"`
	Common
}

// Adamax is Adam that divides by the largest gradient of late instead of the
// root of the mean square. Kingma and Ba, 2014, section 7.1.
//
//	m ← m + (1−beta_1)·(g − m)
//	u ← max(beta_2·u, |g|)
//	w ← w − rate/(1−beta_1ᵗ) · m/(u + epsilon)
//
// Arguments by place: learning_rate=0.001, beta_1=0.9, beta_2=0.999,
// epsilon=1e-7.
func Adamax(more ...any) *Optimizer { return construct("Adamax", more) }

func newAdamax(p *adamax) (*Optimizer, error) {
	rule := Rule{Slots: [][]string{{"momentum", "norm"}}, Begin: p.begin, Step: p.step}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(decay("beta_1", p.Beta1), decay("beta_2", p.Beta2), atLeast("epsilon", p.Epsilon, 0))
}

func (p *adamax) begin(s *Scalars) { s.C[0] = 1 - pow32(float32(p.Beta1), float32(s.T)) }

func (p *adamax) step(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.AdamaxStep(w, g, slots[0], slots[1], s.LR, float32(1-p.Beta1), float32(p.Beta2), s.C[0], float32(p.Epsilon))
}
