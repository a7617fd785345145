package layers

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/regularizers"
)

var _ = layer.Define[DenseSpec]("Dense")

// Dense connects every input to every unit: y = activation(x·W + b).
//
// All units first make their plain sums z = x·W + b. Then the activation is
// applied: "relu" and its like to each sum alone, "softmax" once to the whole
// vector of sums, which therefore comes out as shares that add up to 1. No
// activation means linear: y = z.
//
// Input (…, n), output (…, units); W is (n, units), b is (units). On inputs with
// more axes Dense and its activation work on the last one, at each position.
func Dense(units int, more ...any) *DenseSpec {
	return layer.New(&DenseSpec{}, append([]any{units}, more...)...)
}

// DenseSpec configures [Dense].
type DenseSpec struct {
	Units               int                       `yaml:"units" required:"true" doc:"how many outputs"`
	Activation          *activations.Activation   `yaml:"activation" default:"None" call:"positional" doc:"applied to the sums; None is linear"`
	UseBias             bool                      `yaml:"use_bias" default:"true" doc:"add a bias to each sum"`
	KernelInitializer   *initializers.Initializer `yaml:"kernel_initializer" default:"glorot_uniform" doc:"first values of W"`
	BiasInitializer     *initializers.Initializer `yaml:"bias_initializer" default:"zeros" doc:"first values of b"`
	KernelRegularizer   *regularizers.Regularizer `yaml:"kernel_regularizer" default:"None" doc:"penalty on W"`
	BiasRegularizer     *regularizers.Regularizer `yaml:"bias_regularizer" default:"None" doc:"penalty on b"`
	ActivityRegularizer *regularizers.Regularizer `yaml:"activity_regularizer" default:"None" doc:"penalty on the output"`
	KernelConstraint    *constraints.Constraint   `yaml:"kernel_constraint" default:"None" doc:"held after each step by W"`
	BiasConstraint      *constraints.Constraint   `yaml:"bias_constraint" default:"None" doc:"held after each step by b"`
	layer.Common        `yaml:",inline"`
}

// Build declares W and b.
func (s *DenseSpec) Build(n *layer.Node) (layer.Layer, error) {
	if s.Units < 1 {
		return nil, registry.Bad("units", "want at least 1, have %d", s.Units)
	}
	if len(n.In) == 0 {
		return nil, registry.Bad("", "wants an input with at least one axis a sample, have %v", n.In)
	}
	n.Activation, n.Activity, n.Mask = s.Activation, s.ActivityRegularizer, layer.PassesMask
	d := &dense{in: n.In.Last(), out: s.Units}
	d.w = n.Param("kernel", layer.Shape{d.in, d.out}, s.KernelInitializer)
	d.w.Regularizer, d.w.Constraint = s.KernelRegularizer, s.KernelConstraint
	if s.UseBias {
		d.b = n.Param("bias", layer.Shape{d.out}, s.BiasInitializer)
		d.b.Regularizer, d.b.Constraint = s.BiasRegularizer, s.BiasConstraint
	}
	n.Out, n.Fan = n.In.WithLast(d.out), d.in
	return d, nil
}

type dense struct {
	in, out int
	w, b    *layer.Param
}

func (d *dense) Forward(f *layer.Frame) {
	x, w := kernel.Operand{Data: f.X, LD: d.in}, kernel.Operand{Data: f.W(d.w), LD: d.out}
	kernel.Product(len(f.X)/d.in, d.out, d.in, x, w, false, f.Y, d.out, kernel.Epilogue{Bias: f.W(d.b), Act: f.Act()})
}

func (d *dense) Backward(f *layer.Frame) {
	rows := len(f.X) / d.in
	g, add := f.GradTo(d.w)
	kernel.Gemm(true, false, d.in, d.out, rows, f.X, d.in, f.DY, d.out, add, g, d.out)
	kernel.SumRows(f.Grad(d.b), f.DY)
	kernel.Gemm(false, true, rows, d.in, d.out, f.DY, d.out, f.W(d.w), d.out, false, f.DX, d.in)
}
