package optim

import (
	"errors"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = define("Nadam", newNadam)

// nadam configures Nadam.
type nadam struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	Beta1        float64   `yaml:"beta_1" default:"0.9" doc:"what the mean of the gradients keeps of itself in each step"`
	Beta2        float64   `yaml:"beta_2" default:"0.999" doc:"what the mean of their squares keeps of itself in each step"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0"`
	Common
}

// Nadam is Adam with Nesterov's momentum, which grows in the first steps.
// Dozat, 2016.
//
//	u(t) = beta_1·(1 − ½·0.96ᵗ), U = u(1)·u(2)·…·u(t)
//	m̂ = u(t+1)·m/(1 − U·u(t+1)) + (1−u(t))·g/(1 − U)
//	w ← w − rate·m̂/(√(v/(1−beta_2ᵗ)) + epsilon)
//
// with Adam's m and v. Arguments by place: learning_rate=0.001, beta_1=0.9,
// beta_2=0.999, epsilon=1e-7.
func Nadam(more ...any) *Optimizer { return construct("Nadam", more) }

func newNadam(p *nadam) (*Optimizer, error) {
	rule := Rule{
		Slots: [][]string{{"momentum", "velocity"}}, Kept: []string{"u_product"},
		Init: p.init, Begin: p.begin, Step: p.step,
	}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(decay("beta_1", p.Beta1), decay("beta_2", p.Beta2), atLeast("epsilon", p.Epsilon, 0))
}

func (p *nadam) init(_ [][]float32, kept, _ []float32) { kept[0] = 1 }

func (p *nadam) begin(s *Scalars) {
	beta1, now, next := float32(p.Beta1), nadamGrowth(s.T), nadamGrowth(s.T+1)
	product := float32(s.Kept[0] * beta1 * now)
	s.Kept[0] = product
	s.C = [6]float32{
		beta1 * next,                             // u(t+1)
		1 - float32(product*float32(beta1*next)), // 1 − U·u(t+1)
		1 - float32(beta1*now),                   // 1 − u(t)
		1 - product,
		1 - pow32(float32(p.Beta2), float32(s.T)),
	}
}

// nadamGrowth is 1 − ½·0.96ᵗ.
func nadamGrowth(t int) float32 { return 1 - float32(0.5*pow32(0.96, float32(t))) }

func (p *nadam) step(w, g []float32, slots [][]float32, s *Scalars) {
	new1, new2 := 1-float32(p.Beta1), 1-float32(p.Beta2)
	kernel.NadamStep(w, g, slots[0], slots[1], s.LR, new1, new2, float32(p.Epsilon), [5]float32(s.C[:]))
}
