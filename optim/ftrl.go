package optim

import (
	"errors"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("Ftrl", newFtrl)

// ftrl configures Ftrl.
type ftrl struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.001" doc:"length of a step"`
	Power        float64   `yaml:"learning_rate_power" default:"-0.5" doc:"how steps shrink with the sum of squares; 0 keeps them"`
	Start        float64   `yaml:"initial_accumulator_value" default:"0.1" doc:"where the sum of squares starts"`
	L1           float64   `yaml:"l1_regularization_strength" default:"0.0" doc:"makes small weights 0"`
	L2           float64   `yaml:"l2_regularization_strength" default:"0.0" doc:"makes weights smaller"`
	Shrinkage    float64   `yaml:"l2_shrinkage_regularization_strength" default:"0.0" doc:"a penalty on the size of weights in the gradient alone"`
	Beta         float64   `yaml:"beta" default:"0.0" doc:"the β of the paper"`
	Common
}

// Ftrl follows the regularized leader: each weight is the best answer to all
// gradients so far and a penalty, which makes many of them 0. McMahan et al.,
// 2013; l2_shrinkage as in Keras. With p = −learning_rate_power:
//
//	a′ = a + g²
//	z ← z + g + 2·shrinkage·w − (a′ᵖ − aᵖ)/rate·w
//	w ← (clip(z, −l1, l1) − z) / (a′ᵖ/rate + 2·l2 + beta/rate)
//
// A learning rate of 0 moves nothing. Arguments by place: learning_rate=0.001,
// learning_rate_power=-0.5, initial_accumulator_value=0.1,
// l1_regularization_strength=0, l2_regularization_strength=0,
// l2_shrinkage_regularization_strength=0, beta=0.
func Ftrl(more ...any) *Optimizer { return construct("Ftrl", more) }

func newFtrl(p *ftrl) (*Optimizer, error) {
	var err error
	if p.Power > 0 {
		err = registry.Bad("learning_rate_power", "want at most 0, have %g", p.Power)
	}
	rule := Rule{Slots: [][]string{{"accumulator", "linear"}}, Init: p.init, Step: p.step}
	return &Optimizer{Rule: rule, LearningRate: p.LearningRate, Common: p.Common}, errors.Join(err,
		atLeast("initial_accumulator_value", p.Start, 0),
		atLeast("l1_regularization_strength", p.L1, 0),
		atLeast("l2_regularization_strength", p.L2, 0),
		atLeast("l2_shrinkage_regularization_strength", p.Shrinkage, 0),
		atLeast("beta", p.Beta, 0))
}

func (p *ftrl) init(slots [][]float32, _, _ []float32) { fill(slots[0], p.Start) }

func (p *ftrl) step(w, g []float32, slots [][]float32, s *Scalars) {
	if s.LR == 0 {
		return // the formula divides by it
	}
	rate, power, l1, pull := s.LR, float32(-p.Power), float32(p.L1), float32(2*p.Shrinkage)
	penalty := float32(2 * (float32(p.L2) + float32(p.Beta)/(2*rate)))
	w, a, z := w[:len(g)], slots[0][:len(g)], slots[1][:len(g)]
	if power == 0.5 {
		kernel.FtrlStep(w, g, a, z, rate, l1, pull, penalty)
		return
	}
	for i, x := range g {
		sum := a[i] + float32(x*x)
		before, after := pow32(a[i], power), pow32(sum, power)
		z[i] += x + float32(pull*w[i]) - float32((after-before)/rate*w[i])
		w[i] = (min(max(z[i], -l1), l1) - z[i]) / (after/rate + penalty)
		a[i] = sum
	}
}
