package optim

import (
	"errors"
	"github.com/layercake-go/layercake/internal/kernel"

	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("Adam", newAdam)
var _ = define("AdamW", newAdamW)

// adam configures Adam.
type adam struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	Beta1        float64   `yaml:"beta_1" default:"0.9" doc:"what the mean of the gradients keeps of itself in each step"`
	Beta2        float64   `yaml:"beta_2" default:"0.999" doc:"what the mean of their squares keeps of itself in each step"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0"`
	Amsgrad      bool      `yaml:"amsgrad" default:"false" doc:"divide by the largest mean square so far"`
	Common
}

// adamW has the same parameters in Keras's order, and its own weight_decay.
type adamW struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	WeightDecay  *float64  `yaml:"weight_decay" default:"0.004" doc:"before each step every weight loses this share of itself, times the learning rate"`
	Beta1        float64   `yaml:"beta_1" default:"0.9" doc:"what the mean of the gradients keeps of itself in each step"`
	Beta2        float64   `yaml:"beta_2" default:"0.999" doc:"what the mean of their squares keeps of itself in each step"`
	Epsilon      float64   `yaml:"epsilon" default:"1e-07" doc:"keeps the division away from 0"`
	Amsgrad      bool      `yaml:"amsgrad" default:"false" doc:"divide by the largest mean square so far"`
	Shared
}

// Adam gives each weight a step of about the learning rate, whatever the size
// of its gradient: the mean of the gradients over the root of their mean
// square, both with a correction for their start at 0. Kingma and Ba, 2014;
// amsgrad is by Reddi, Kale and Kumar, 2018.
//
//	m ← m + (1−beta_1)·(g − m)
//	v ← v + (1−beta_2)·(g² − v)
//	w ← w − rate·√(1−beta_2ᵗ)/(1−beta_1ᵗ) · m/(√v + epsilon)
//
// Arguments by place: learning_rate=0.001, beta_1=0.9, beta_2=0.999,
// epsilon=1e-7, amsgrad=false.
func Adam(more ...any) *Optimizer { return construct("Adam", more) }

// AdamW is Adam with weight decay. Loshchilov and Hutter, 2017.
//
// Arguments by place: learning_rate=0.001, weight_decay=0.004, beta_1=0.9,
// beta_2=0.999, epsilon=1e-7, amsgrad=false.
func AdamW(more ...any) *Optimizer { return construct("AdamW", more) }

func newAdam(p *adam) (*Optimizer, error) {
	rule := Rule{Slots: [][]string{{"momentum", "velocity"}}, Begin: p.begin, Step: p.step}
	if p.Amsgrad {
		rule.Slots, rule.Step = append(rule.Slots, []string{"velocity_hat"}), p.stepMax
	}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common},
		errors.Join(decay("beta_1", p.Beta1), decay("beta_2", p.Beta2), atLeast("epsilon", p.Epsilon, 0))
}

func newAdamW(p *adamW) (*Optimizer, error) {
	var missing error
	if p.WeightDecay == nil {
		missing = registry.Bad("weight_decay", "want a number; adam is the one without")
	}
	o, err := newAdam(&adam{p.LearningRate, p.Beta1, p.Beta2, p.Epsilon, p.Amsgrad, Common{p.WeightDecay, p.Shared}})
	return o, errors.Join(missing, err)
}

func (p *adam) begin(s *Scalars) {
	t := float32(s.T)
	s.C[0] = s.LR * sqrt32(1-pow32(float32(p.Beta2), t)) / (1 - pow32(float32(p.Beta1), t))
}

func (p *adam) step(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.AdamStep(w, g, slots[0], slots[1], s.C[0], float32(1-p.Beta1), float32(1-p.Beta2), float32(p.Epsilon))
}

func (p *adam) stepMax(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.AdamMaxStep(w, g, slots[0], slots[1], slots[2], s.C[0], float32(1-p.Beta1), float32(1-p.Beta2), float32(p.Epsilon))
}
