package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[SimpleRNNSpec]("SimpleRNN")

// SimpleRNN reads a sequence step by step; its output goes back in at the next
// step: h = activation(x·W + h·U + b), from h = 0 on. It puts out the last h, or
// with return_sequences every one. At a masked step nothing changes. It forgets
// within a few steps; LSTM and GRU remember longer.
//
// Input (steps, n), output (units) or (steps, units). The kernel W is (n, units),
// the recurrent kernel U (units, units), the bias b (units). Elman, "Finding
// Structure in Time", 1990.
func SimpleRNN(units int, more ...any) *SimpleRNNSpec {
	return layer.New(&SimpleRNNSpec{}, append([]any{units}, more...)...)
}

// SimpleRNNSpec configures [SimpleRNN].
type SimpleRNNSpec struct {
	Units                int                       `yaml:"units" required:"true" doc:"how many outputs"`
	Activation           *activations.Activation   `yaml:"activation" default:"tanh" doc:"applied to the sums; None is linear"`
	UseBias              bool                      `yaml:"use_bias" default:"true" doc:"add a bias to each sum"`
	KernelInitializer    *initializers.Initializer `yaml:"kernel_initializer" default:"glorot_uniform" doc:"first values of W, by which inputs are multiplied"`
	RecurrentInitializer *initializers.Initializer `yaml:"recurrent_initializer" default:"orthogonal" doc:"first values of U, by which the last output is multiplied"`
	BiasInitializer      *initializers.Initializer `yaml:"bias_initializer" default:"zeros" doc:"first values of b"`
	KernelRegularizer    *regularizers.Regularizer `yaml:"kernel_regularizer" default:"None" doc:"penalty on W"`
	RecurrentRegularizer *regularizers.Regularizer `yaml:"recurrent_regularizer" default:"None" doc:"penalty on U"`
	BiasRegularizer      *regularizers.Regularizer `yaml:"bias_regularizer" default:"None" doc:"penalty on b"`
	ActivityRegularizer  *regularizers.Regularizer `yaml:"activity_regularizer" default:"None" doc:"penalty on the output"`
	KernelConstraint     *constraints.Constraint   `yaml:"kernel_constraint" default:"None" doc:"held after each step by W"`
	RecurrentConstraint  *constraints.Constraint   `yaml:"recurrent_constraint" default:"None" doc:"held after each step by U"`
	BiasConstraint       *constraints.Constraint   `yaml:"bias_constraint" default:"None" doc:"held after each step by b"`
	Dropout              float64                   `yaml:"dropout" default:"0.0" doc:"share of the inputs that drop in training, the same ones at every step of a sequence"`
	RecurrentDropout     float64                   `yaml:"recurrent_dropout" default:"0.0" doc:"share of the last output's values that drop on their way back in, the same ones at every step"`
	ReturnSequences      bool                      `yaml:"return_sequences" default:"false" doc:"true: put out every step, not the last one alone"`
	ReturnState          bool                      `yaml:"return_state" default:"false" doc:"must be false: one array goes from layer to layer"`
	GoBackwards          bool                      `yaml:"go_backwards" default:"false" doc:"true: read the sequence from its end"`
	Stateful             bool                      `yaml:"stateful" default:"false" doc:"true: a Session keeps the state from one call to the next"`
	Unroll               bool                      `yaml:"unroll" default:"false" doc:"makes no difference here"`
	Seed                 *int                      `yaml:"seed" default:"None" doc:"a random stream of its own for dropout; None: that of the model"`
	ZeroOutputForMask    bool                      `yaml:"zero_output_for_mask" default:"false" doc:"true: masked steps put out 0; false: the output before them again"`
	layer.Common         `yaml:",inline"`
}

// Build declares the weights, in a cell inside.
func (s *SimpleRNNSpec) Build(n *layer.Node) (layer.Layer, error) {
	l := &simpleRNN{recurrence: recurrence{gates: 1}, activation: s.Activation}
	l.cell, l.keepsInput = l, wantsInput(s.Activation)
	n.Label, n.Inside = label("SimpleRNN", s.Units), l.inside([]sight{{wholeOutput, false, "output h", "what goes out, and back in"}})
	return l, s.keys().build(n, &l.recurrence, s.Units, "simple_rnn_cell", layer.Shape{s.Units}, s.BiasInitializer)
}

func (s *SimpleRNNSpec) keys() *recurrentKeys {
	return &recurrentKeys{
		s.UseBias, s.KernelInitializer, s.RecurrentInitializer, s.BiasInitializer,
		s.KernelRegularizer, s.RecurrentRegularizer, s.BiasRegularizer, s.ActivityRegularizer,
		s.KernelConstraint, s.RecurrentConstraint, s.BiasConstraint,
		s.Dropout, s.RecurrentDropout, s.Seed,
		s.ReturnSequences, s.ReturnState, s.GoBackwards, s.Stateful, s.ZeroOutputForMask,
	}
}

type simpleRNN struct {
	recurrence
	activation *activations.Activation
}

func (l *simpleRNN) forward(f *layer.Frame, m moment) {
	if !m.fresh {
		l.push(f, m, 0, 1, m.h0, m.z, l.units)
	}
	copy(m.pre, m.z)
	apply(l.activation, m.h, m.z, l.units)
}

func (l *simpleRNN) backward(f *layer.Frame, m moment) {
	u := l.units
	for r := range m.rows {
		z, dh := at(m.z, r, u), at(m.dh, r, u)
		if !m.on(r) {
			clear(z)
			continue
		}
		slope(l.activation, z, dh, at(m.h, r, u), at(m.pre, r, u), u)
		clear(dh)
	}
	if !m.fresh {
		l.pull(f, m, 0, 1, m.z, u, m.dh)
	}
}

func (l *simpleRNN) learn(f *layer.Frame) {
	l.learnFrom(f, 0, 1, l.before(f), l.z.of(f), l.units)
}
