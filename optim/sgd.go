package optim

import "github.com/layercake-go/layercake/internal/kernel"

var _ = define("SGD", newSGD)

// sgd configures gradient descent.
type sgd struct {
	LearningRate *Schedule `yaml:"learning_rate" default:"0.01" doc:"length of a step"`
	Momentum     float64   `yaml:"momentum" default:"0.0" doc:"what a step keeps of the one before, from 0 to 1"`
	Nesterov     bool      `yaml:"nesterov" default:"false" doc:"take the gradient as if the momentum had been followed"`
	Common
}

// SGD is stochastic gradient descent, with momentum (Polyak, 1964) and
// Nesterov's look ahead (Sutskever et al., 2013) if asked for:
//
//	m ← momentum·m − rate·g
//	w ← w + m; with nesterov w ← w + momentum·m − rate·g
//
// Arguments by place: learning_rate=0.01, momentum=0, nesterov=false.
func SGD(more ...any) *Optimizer { return construct("SGD", more) }

func newSGD(p *sgd) (*Optimizer, error) {
	o := &Optimizer{LearningRate: p.LearningRate, Common: p.Common}
	switch {
	case p.Momentum == 0:
		o.Rule.Step = descend
	case p.Nesterov:
		o.Rule = Rule{Slots: [][]string{{"momentum"}}, Step: p.nesterov}
	default:
		o.Rule = Rule{Slots: [][]string{{"momentum"}}, Step: p.roll}
	}
	return o, share("momentum", p.Momentum)
}

func descend(w, g []float32, _ [][]float32, s *Scalars) { kernel.SGDStep(w, g, s.LR) }

func (p *sgd) roll(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.MomentumStep(w, g, slots[0], s.LR, float32(p.Momentum))
}

func (p *sgd) nesterov(w, g []float32, slots [][]float32, s *Scalars) {
	kernel.NesterovStep(w, g, slots[0], s.LR, float32(p.Momentum))
}
