package layers

import (
	"slices"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[LSTMSpec]("LSTM")

// LSTM reads a sequence step by step and remembers: each unit has an output h
// and a cell c, and three gates that let things in, keep them and let them out.
// At each step, with * for the product of two numbers of the same unit,
//
//	i = σ(x·Wᵢ + h·Uᵢ + bᵢ)    what to let in
//	f = σ(x·W_f + h·U_f + b_f)   what to keep
//	g = tanh(x·W_c + h·U_c + b_c) what is new
//	o = σ(x·Wₒ + h·Uₒ + bₒ)    what to let out
//	c = f*c + i*g
//	h = o*tanh(c)
//
// where tanh is activation and σ, a sigmoid, recurrent_activation; both begin as
// 0. It puts out the last h, or with return_sequences every one. At a masked step
// nothing changes.
//
// Input (steps, n), output (units) or (steps, units). The kernel W is (n, 4·units)
// with the gates in the order i, f, c, o, the recurrent kernel U is (units,
// 4·units), the bias b (4·units). With unit_forget_bias the bias of f begins as 1.
// Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997; Gers and others,
// "Learning to Forget", 2000.
func LSTM(units int, more ...any) *LSTMSpec {
	return layer.New(&LSTMSpec{}, append([]any{units}, more...)...)
}

// LSTMSpec configures [LSTM].
type LSTMSpec struct {
	Units                int                       `yaml:"units" required:"true" doc:"how many outputs"`
	Activation           *activations.Activation   `yaml:"activation" default:"tanh" doc:"of what is new, and of the cell; None is linear"`
	RecurrentActivation  *activations.Activation   `yaml:"recurrent_activation" default:"sigmoid" doc:"of the gates; None is linear"`
	UseBias              bool                      `yaml:"use_bias" default:"true" doc:"add a bias to each sum"`
	KernelInitializer    *initializers.Initializer `yaml:"kernel_initializer" default:"glorot_uniform" doc:"first values of W, by which inputs are multiplied"`
	RecurrentInitializer *initializers.Initializer `yaml:"recurrent_initializer" default:"orthogonal" doc:"first values of U, by which the last output is multiplied"`
	BiasInitializer      *initializers.Initializer `yaml:"bias_initializer" default:"zeros" doc:"first values of b"`
	UnitForgetBias       bool                      `yaml:"unit_forget_bias" default:"true" doc:"let the bias of what to keep begin as 1"`
	KernelRegularizer    *regularizers.Regularizer `yaml:"kernel_regularizer" default:"None" doc:"penalty on W"`
	RecurrentRegularizer *regularizers.Regularizer `yaml:"recurrent_regularizer" default:"None" doc:"penalty on U"`
	BiasRegularizer      *regularizers.Regularizer `yaml:"bias_regularizer" default:"None" doc:"penalty on b"`
	ActivityRegularizer  *regularizers.Regularizer `yaml:"activity_regularizer" default:"None" doc:"penalty on the output"`
	KernelConstraint     *constraints.Constraint   `yaml:"kernel_constraint" default:"None" doc:"held after each step by W"`
	RecurrentConstraint  *constraints.Constraint   `yaml:"recurrent_constraint" default:"None" doc:"held after each step by U"`
	BiasConstraint       *constraints.Constraint   `yaml:"bias_constraint" default:"None" doc:"held after each step by b"`
	Dropout              float64                   `yaml:"dropout" default:"0.0" doc:"share of the inputs that drop in training, the same ones at every step of a sequence"`
	RecurrentDropout     float64                   `yaml:"recurrent_dropout" default:"0.0" doc:"share of the last output's values that drop on their way back in, the same ones at every step"`
	Seed                 *int                      `yaml:"seed" default:"None" doc:"a random stream of its own for dropout; None: that of the model"`
	ReturnSequences      bool                      `yaml:"return_sequences" default:"false" doc:"true: put out every step, not the last one alone"`
	ReturnState          bool                      `yaml:"return_state" default:"false" doc:"must be false: one array goes from layer to layer"`
	GoBackwards          bool                      `yaml:"go_backwards" default:"false" doc:"true: read the sequence from its end"`
	Stateful             bool                      `yaml:"stateful" default:"false" doc:"true: a Session keeps the state from one call to the next"`
	Unroll               bool                      `yaml:"unroll" default:"false" doc:"makes no difference here"`
	UseCudnn             any                       `yaml:"use_cudnn" default:"auto" doc:"makes no difference here"`
	ZeroOutputForMask    bool                      `yaml:"zero_output_for_mask" default:"false" doc:"true: masked steps put out 0; false: the output before them again"`
	Implementation       int                       `yaml:"implementation" default:"2" doc:"1: each gate drops inputs of its own; else it makes no difference"`
	layer.Common         `yaml:",inline"`
}

// Build declares the weights, in a cell inside.
func (s *LSTMSpec) Build(n *layer.Node) (layer.Layer, error) {
	each, err := s.keys().perGate(s.Implementation)
	if err != nil {
		return nil, err
	}
	if err := checkCudnn(s.UseCudnn); err != nil {
		return nil, err
	}
	l := &lstm{recurrence: recurrence{gates: 4, carries: true}, activation: s.Activation, gate: s.RecurrentActivation}
	if l.cell = l; each {
		l.inputs.count, l.outputs.count = 4, 4
	}
	l.keepsInput, l.usual = wantsInput(l.activation, l.gate), usual(l.activation, l.gate)
	n.Label, n.Inside = label("LSTM", s.Units), l.inside(lstmSights)
	return l, s.keys().build(n, &l.recurrence, s.Units, "lstm_cell", layer.Shape{4 * s.Units}, s.firstBias())
}

// firstBias is the bias initializer, but for the units of f.
func (s *LSTMSpec) firstBias() *initializers.Initializer {
	if !s.UnitForgetBias || s.BiasInitializer == nil {
		return s.BiasInitializer
	}
	first := *s.BiasInitializer
	first.Fill = func(w []float32, shape []int, r random.Stream) {
		s.BiasInitializer.Fill(w, shape, r)
		u := len(w) / 4
		copy(w[u:2*u], slices.Repeat([]float32{1}, u))
	}
	return &first
}

func (s *LSTMSpec) keys() *recurrentKeys {
	return &recurrentKeys{
		s.UseBias, s.KernelInitializer, s.RecurrentInitializer, s.BiasInitializer,
		s.KernelRegularizer, s.RecurrentRegularizer, s.BiasRegularizer, s.ActivityRegularizer,
		s.KernelConstraint, s.RecurrentConstraint, s.BiasConstraint,
		s.Dropout, s.RecurrentDropout, s.Seed,
		s.ReturnSequences, s.ReturnState, s.GoBackwards, s.Stateful, s.ZeroOutputForMask,
	}
}

// lstmSights are its gates and states, in the order of drawing.
var lstmSights = []sight{
	{0, true, "input gate i", "what to let in"},
	{1, true, "forget gate f", "what to keep"},
	{3, true, "output gate o", "what to let out"},
	{2, false, "candidate g", "what is new"},
	{wholeCell, false, "cell c", "the memory: f × before + i × g"},
	{wholeOutput, false, "output h", "what goes out"},
}

type lstm struct {
	recurrence
	activation, gate *activations.Activation
	usual            bool // they are tanh and sigmoid
}

func (l *lstm) forward(f *layer.Frame, m moment) {
	u := l.units
	if !m.fresh {
		l.push(f, m, 0, 4, m.h0, m.z, 4*u)
	}
	copy(m.pre, m.z)
	for r := range m.rows {
		if m.on(r) {
			l.forwardRow(at(m.z, r, 4*u), at(m.c0, r, u), at(m.c, r, u), at(m.side, r, u), at(m.h, r, u))
		}
	}
}

// forwardRow turns the sums z into gates, and makes the cell c, its function tc
// and the output h.
func (l *lstm) forwardRow(z, c0, c, tc, h []float32) {
	u := l.units
	i, f, g, o := z[:u], z[u:2*u], z[2*u:3*u], z[3*u:]
	if l.usual {
		kernel.LSTMCell(i, f, g, c, c0)
		kernel.LSTMOutput(o, tc, h, c)
		return
	}
	apply(l.gate, z[:2*u], z[:2*u], u)
	apply(l.activation, g, g, u)
	apply(l.gate, o, o, u)
	for k := range c {
		c[k] = float32(f[k]*c0[k]) + float32(i[k]*g[k])
	}
	apply(l.activation, tc, c, u)
	kernel.Multiply(h, o, tc)
}

func (l *lstm) backward(f *layer.Frame, m moment) {
	u := l.units
	for r := range m.rows {
		z, dh := at(m.z, r, 4*u), at(m.dh, r, u)
		if !m.on(r) {
			clear(z)
			continue
		}
		l.backwardRow(m.row, z, at(m.pre, r, 4*u), at(m.c0, r, u), at(m.c, r, u), at(m.side, r, u), dh, at(m.dc, r, u))
		clear(dh)
	}
	if !m.fresh {
		l.pull(f, m, 0, 4, m.z, 4*u, m.dh)
	}
}

// backwardRow turns the gates z into the gradients by their sums, and dc, by c,
// into that by c0.
func (l *lstm) backwardRow(d, z, pre, c0, c, tc, dh, dc []float32) {
	u := l.units
	i, f, g, o := z[:u], z[u:2*u], z[2*u:3*u], z[3*u:]
	if l.usual {
		kernel.LSTMOutputGrad(o, dc, dh, tc)
		kernel.LSTMCellGrad(i, f, g, dc, c0)
		return
	}
	di, df, dg, do := d[:u], d[u:2*u], d[2*u:3*u], d[3*u:]
	kernel.Multiply(do, dh, tc)
	kernel.Multiply(dh, dh, o)
	slope(l.activation, dh, dh, tc, c, u)
	kernel.Add(dc, dh)
	kernel.Multiply(di, dc, g)
	kernel.Multiply(df, dc, c0)
	kernel.Multiply(dg, dc, i)
	kernel.Multiply(dc, dc, f)
	slope(l.gate, d[:2*u], d[:2*u], z[:2*u], span(pre, 0, 2*u), u)
	slope(l.activation, dg, dg, g, span(pre, 2*u, 3*u), u)
	slope(l.gate, do, do, o, span(pre, 3*u, 4*u), u)
	copy(z, d)
}

func (l *lstm) learn(f *layer.Frame) {
	l.learnFrom(f, 0, 4, l.before(f), l.z.of(f), 4*l.units)
}

// span is v[lo:hi]; nil if v is.
func span(v []float32, lo, hi int) []float32 {
	if v == nil {
		return nil
	}
	return v[lo:hi]
}
