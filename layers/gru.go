package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[GRUSpec]("GRU")

// GRU reads a sequence step by step and remembers in its output h, with two
// gates. At each step, with * for the product of two numbers of the same unit,
//
//	z = σ(x·W_z + h·U_z + b_z)           what to keep
//	r = σ(x·W_r + h·U_r + b_r)           what of the past to look at
//	g = tanh(x·W_h + b_h + r*(h·U_h + b′)) what is new
//	h = z*h + (1 − z)*g
//
// where tanh is activation and σ, a sigmoid, recurrent_activation; h begins as 0.
// With reset_after=false g is tanh(x·W_h + (r*h)·U_h + b_h), as in the paper. It
// puts out the last h, or with return_sequences every one. At a masked step
// nothing changes.
//
// Input (steps, n), output (units) or (steps, units). The kernel W is (n, 3·units)
// with the gates in the order z, r, h, the recurrent kernel U is (units, 3·units),
// the bias (2, 3·units): of the sums over x, and of those over h; without
// reset_after it is (3·units). Cho and others, "Learning Phrase Representations
// using RNN Encoder–Decoder", 2014.
func GRU(units int, more ...any) *GRUSpec {
	return layer.New(&GRUSpec{}, append([]any{units}, more...)...)
}

// GRUSpec configures [GRU].
type GRUSpec struct {
	Units                int                       `yaml:"units" required:"true" doc:"how many outputs"`
	Activation           *activations.Activation   `yaml:"activation" default:"tanh" doc:"of what is new; None is linear"`
	RecurrentActivation  *activations.Activation   `yaml:"recurrent_activation" default:"sigmoid" doc:"of the gates; None is linear"`
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
	Seed                 *int                      `yaml:"seed" default:"None" doc:"a random stream of its own for dropout; None: that of the model"`
	ReturnSequences      bool                      `yaml:"return_sequences" default:"false" doc:"true: put out every step, not the last one alone"`
	ReturnState          bool                      `yaml:"return_state" default:"false" doc:"must be false: one array goes from layer to layer"`
	GoBackwards          bool                      `yaml:"go_backwards" default:"false" doc:"true: read the sequence from its end"`
	Stateful             bool                      `yaml:"stateful" default:"false" doc:"true: a Session keeps the state from one call to the next"`
	Unroll               bool                      `yaml:"unroll" default:"false" doc:"makes no difference here"`
	ResetAfter           bool                      `yaml:"reset_after" default:"true" doc:"false: what is looked at of the past is chosen before it is multiplied by U"`
	UseCudnn             any                       `yaml:"use_cudnn" default:"auto" doc:"makes no difference here"`
	ZeroOutputForMask    bool                      `yaml:"zero_output_for_mask" default:"false" doc:"true: masked steps put out 0; false: the output before them again"`
	Implementation       int                       `yaml:"implementation" default:"2" doc:"1: each gate drops inputs of its own; else it makes no difference"`
	layer.Common         `yaml:",inline"`
}

// Build declares the weights, in a cell inside.
func (s *GRUSpec) Build(n *layer.Node) (layer.Layer, error) {
	each, err := s.keys().perGate(s.Implementation)
	if err != nil {
		return nil, err
	}
	if err := checkCudnn(s.UseCudnn); err != nil {
		return nil, err
	}
	g := &gru{recurrence: recurrence{gates: 3}, activation: s.Activation, gate: s.RecurrentActivation}
	bias := layer.Shape{3 * s.Units}
	if g.cell = g; s.ResetAfter {
		g.cell, bias = &gruAfter{g}, layer.Shape{2, 3 * s.Units}
	}
	if each {
		g.inputs.count, g.outputs.count = 3, 3
	}
	g.keepsInput, g.usual = wantsInput(g.activation, g.gate), usual(g.activation, g.gate)
	n.Label, n.Inside = label("GRU", s.Units), g.inside(gruSights)
	return g, s.keys().build(n, &g.recurrence, s.Units, "gru_cell", bias, s.BiasInitializer)
}

func (s *GRUSpec) keys() *recurrentKeys {
	return &recurrentKeys{
		s.UseBias, s.KernelInitializer, s.RecurrentInitializer, s.BiasInitializer,
		s.KernelRegularizer, s.RecurrentRegularizer, s.BiasRegularizer, s.ActivityRegularizer,
		s.KernelConstraint, s.RecurrentConstraint, s.BiasConstraint,
		s.Dropout, s.RecurrentDropout, s.Seed,
		s.ReturnSequences, s.ReturnState, s.GoBackwards, s.Stateful, s.ZeroOutputForMask,
	}
}

// gruSights are its gates and states, in the order of drawing.
var gruSights = []sight{
	{0, true, "update gate z", "what to keep"},
	{1, true, "reset gate r", "what of the past to look at"},
	{2, false, "candidate g", "what is new"},
	{wholeOutput, false, "output h", "what goes out: z × before + (1 − z) × g"},
}

// gru is the GRU with reset_after=false. In m.side it keeps r*h.
type gru struct {
	recurrence
	activation, gate *activations.Activation
	usual            bool // they are tanh and sigmoid
}

func (l *gru) forward(f *layer.Frame, m moment) {
	u := l.units
	if !m.fresh {
		l.push(f, m, 0, 2, m.h0, m.z, 3*u)
	}
	for r := range m.rows {
		l.open(m, r)
		kernel.Multiply(at(m.side, r, u), at(m.z, r, 3*u)[u:2*u], at(m.h0, r, u))
	}
	if !m.fresh {
		l.push(f, m, 2, 3, m.side, m.z[2*u:], 3*u)
	}
	for r := range m.rows {
		if m.on(r) {
			l.mix(m, r)
		}
	}
}

// open applies the gates' function.
func (l *gru) open(m moment, r int) {
	u := l.units
	z := at(m.z, r, 3*u)[:2*u]
	copy(at(m.pre, r, 3*u), z)
	apply(l.gate, z, z, u)
}

// mix makes the output.
func (l *gru) mix(m moment, r int) {
	u := l.units
	z, h0, h := at(m.z, r, 3*u), at(m.h0, r, u), at(m.h, r, u)
	keep, g := z[:u], z[2*u:]
	copy(span(at(m.pre, r, 3*u), 2*u, 3*u), g)
	apply(l.activation, g, g, u)
	for k := range h {
		h[k] = float32(keep[k]*h0[k]) + float32((1-keep[k])*g[k])
	}
}

// unmix sets d to the gradients by z and, of sums, by g; of dh stays what goes
// straight to h0.
func (l *gru) unmix(d []float32, m moment, r int) {
	u := l.units
	z, h0, dh := at(m.z, r, 3*u), at(m.h0, r, u), at(m.dh, r, u)
	keep, g := z[:u], z[2*u:]
	for k, v := range dh {
		d[k] = v * (h0[k] - g[k])
		d[2*u+k] = v * (1 - keep[k])
		dh[k] = v * keep[k]
	}
	slope(l.activation, d[2*u:], d[2*u:], g, span(at(m.pre, r, 3*u), 2*u, 3*u), u)
}

func (l *gru) backward(f *layer.Frame, m moment) {
	u := l.units
	// z keeps r, and holds the gradients of z and g: those of r come after.
	for r := range m.rows {
		z := at(m.z, r, 3*u)
		if !m.on(r) {
			clear(z)
			continue
		}
		d := m.row
		l.unmix(d, m, r)
		slope(l.gate, d[:u], d[:u], z[:u], span(at(m.pre, r, 3*u), 0, u), u)
		copy(z[:u], d)
		copy(z[2*u:], d[2*u:])
	}
	dside := f.Buf(l.dside)[m.first*u:][:m.rows*u]
	clear(dside)
	if !m.fresh {
		l.pull(f, m, 2, 3, m.z[2*u:], 3*u, dside)
	}
	for r := range m.rows {
		if !m.on(r) {
			continue
		}
		look, h0, dh, ds, d := at(m.z, r, 3*u)[u:2*u], at(m.h0, r, u), at(m.dh, r, u), at(dside, r, u), m.row[:u]
		for k, v := range ds {
			d[k] = v * h0[k]
			dh[k] += float32(v * look[k])
		}
		slope(l.gate, d, d, look, span(at(m.pre, r, 3*u), u, 2*u), u)
		copy(look, d)
	}
	if !m.fresh {
		l.pull(f, m, 0, 2, m.z, 3*u, m.dh)
	}
}

func (l *gru) learn(f *layer.Frame) {
	u, z := l.units, l.z.of(f)
	l.learnFrom(f, 0, 2, l.before(f), z, 3*u)
	l.learnFrom(f, 2, 3, l.side.of(f), z[2*u:], 3*u)
}

// gruAfter is the GRU with reset_after=true. In m.side it keeps h·U_h + b′, and
// after backward the gradient by that.
type gruAfter struct{ *gru }

func (l *gruAfter) forward(f *layer.Frame, m moment) {
	u := l.units
	_, bias := l.biases(f.W(l.bias))
	clear(m.side)
	kernel.AddRow(m.side, span(bias, 2*u, 3*u))
	if !m.fresh {
		l.push(f, m, 0, 2, m.h0, m.z, 3*u)
		l.push(f, m, 2, 3, m.h0, m.side, u)
	}
	for r := range m.rows {
		if !m.on(r) {
			continue
		}
		z := at(m.z, r, 3*u)
		look, g := z[u:2*u], z[2*u:]
		if l.usual {
			kernel.GRUCell(z[:u], look, g, at(m.h, r, u), at(m.side, r, u), at(m.h0, r, u))
			continue
		}
		l.open(m, r)
		for k, v := range at(m.side, r, u) {
			g[k] += float32(look[k] * v)
		}
		l.mix(m, r)
	}
}

func (l *gruAfter) backward(f *layer.Frame, m moment) {
	u := l.units
	d := m.row
	for r := range m.rows {
		z, side := at(m.z, r, 3*u), at(m.side, r, u)
		if !m.on(r) {
			clear(z)
			clear(side)
			continue
		}
		if l.usual {
			kernel.GRUCellGrad(z[:u], z[u:2*u], z[2*u:], side, at(m.dh, r, u), at(m.h0, r, u))
			continue
		}
		l.unmix(d, m, r)
		for k, v := range d[2*u:] {
			d[u+k] = v * side[k]
			side[k] = v * z[u+k]
		}
		slope(l.gate, d[:2*u], d[:2*u], z[:2*u], span(at(m.pre, r, 3*u), 0, 2*u), u)
		copy(z, d)
	}
	if !m.fresh {
		l.pull(f, m, 0, 2, m.z, 3*u, m.dh)
		l.pull(f, m, 2, 3, m.side, u, m.dh)
	}
}

func (l *gruAfter) learn(f *layer.Frame) {
	u, z, side, h := l.units, l.z.of(f), l.side.of(f), l.before(f)
	l.learnFrom(f, 0, 2, h, z, 3*u)
	l.learnFrom(f, 2, 3, h, side, u)
	if _, bias := l.biases(f.Grad(l.bias)); bias != nil {
		sums := f.Buf(l.sums)
		clear(sums)
		kernel.SumRows(sums, z)
		kernel.Add(bias[:2*u], sums[:2*u])
		kernel.SumRows(bias[2*u:], side)
	}
}
