package losses

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("BinaryFocalCrossentropy", newBinaryFocal)

type binaryFocal struct {
	Balance        bool    `yaml:"apply_class_balancing" default:"false" doc:"whether alpha counts"`
	Alpha          float64 `yaml:"alpha" default:"0.25" doc:"the weight of targets of 1; those of 0 have 1 - alpha"`
	Gamma          float64 `yaml:"gamma" default:"2.0" doc:"how much less easy answers count"`
	FromLogits     bool    `yaml:"from_logits" default:"false" doc:"predictions are scores, from before sigmoid"`
	LabelSmoothing float64 `yaml:"label_smoothing" default:"0.0" doc:"how much of the way to ½ the targets are moved"`
	Axis           int     `yaml:"axis" default:"-1" doc:"the axis to take the mean over: -1, the last"`
	plain
}

// BinaryFocalCrossentropy is BinaryCrossentropy with each answer weighted by
// (1 − q)^gamma, where q is the probability of the right one: what is right
// already counts less. It takes apply_class_balancing, alpha (0.25), gamma (2.0),
// from_logits, label_smoothing, axis, which must be -1, and reduction. Lin and
// others, 2017.
//
// With from_logits, Rows and Grad clip the probabilities, as Keras does here;
// Fused does not.
func BinaryFocalCrossentropy(more ...any) *Loss { return construct("BinaryFocalCrossentropy", more) }

func newBinaryFocal(p *binaryFocal) (*Loss, error) {
	smooth, err := newSmoothing(p.LabelSmoothing)
	if err == nil {
		err = lastAxis(p.Axis)
	}
	if err == nil && p.Gamma < 0 {
		err = registry.Bad("gamma", "want at least 0, have %g", p.Gamma)
	}
	if err != nil {
		return nil, err
	}
	c := focalAnswer{p.Balance, p.Alpha, p.Gamma, smooth}
	of := pointwise{c.value, c.slope}
	score := pointwise{c.scoreValue, c.scoreSlope}
	sigmoid := pointwise{slope: c.sigmoidSlope}
	l := &Loss{
		Formula: "v = Σ b·(1 − q)^γ / n, q = t·p + (1 − t)·(1 − p), b the binary crossentropy of p and t",
		Link:    "sigmoid",
		Rows:    of.rows,
		Grad:    of.grad,
		Fused:   map[string]Fusion{"linear": ofScores(score.rows, score.grad), "sigmoid": joined(score.rows, sigmoids, sigmoid.grad)},
	}
	if p.FromLogits {
		clipped := pointwise{
			value: func(z, t float64) float64 { return c.value(kernel.Sigmoid(z), t) },
			slope: func(z, t float64) float64 {
				p := kernel.Sigmoid(z)
				return c.slope(p, t) * p * kernel.Sigmoid(-z)
			},
		}
		l.FromLogits, l.Rows, l.Grad = true, clipped.rows, clipped.grad
		delete(l.Fused, "sigmoid")
	}
	return p.reduced(l)
}

type focalAnswer struct {
	balance      bool
	alpha, gamma float64
	smooth       smoothing
}

// weight is that of the target t, smoothed already.
func (c focalAnswer) weight(t float64) float64 {
	if !c.balance {
		return 1
	}
	return float64(t*c.alpha) + float64((1-t)*(1-c.alpha))
}

// doubt is 1 − q, from p and 1 − p.
func doubt(p, other, t float64) float64 { return float64(t*other) + float64((1-t)*p) }

// doubtSlope is ∂/∂p of doubt^γ.
func (c focalAnswer) doubtSlope(doubt, t float64) float64 {
	if c.gamma == 0 || doubt == 0 && c.gamma < 1 {
		return 0
	}
	return c.gamma * kernel.Pow(doubt, c.gamma-1) * (1 - 2*t)
}

func (c focalAnswer) value(p, t float64) float64 {
	t = c.smooth.of(t, 2)
	return float64(c.weight(t) * kernel.Pow(doubt(p, 1-p, t), c.gamma) * answer(p, t))
}

func (c focalAnswer) slope(p, t float64) float64 {
	t = c.smooth.of(t, 2)
	doubt := doubt(p, 1-p, t)
	g := float64(kernel.Pow(doubt, c.gamma) * answerSlope(p, t))
	return c.weight(t) * (g + float64(c.doubtSlope(doubt, t)*answer(p, t)))
}

func (c focalAnswer) scoreValue(z, t float64) float64 {
	t = c.smooth.of(t, 2)
	doubt := doubt(kernel.Sigmoid(z), kernel.Sigmoid(-z), t)
	return float64(c.weight(t) * kernel.Pow(doubt, c.gamma) * answerScore(z, t))
}

func (c focalAnswer) scoreSlope(z, t float64) float64 {
	t = c.smooth.of(t, 2)
	return c.fused(kernel.Sigmoid(z), kernel.Sigmoid(-z), t, answerScore(z, t))
}

func (c focalAnswer) sigmoidSlope(p, t float64) float64 {
	t = c.smooth.of(t, 2)
	b := 0.0 // where p is 0 or 1, p·(1 − p) times any b is 0
	if p > 0 && p < 1 {
		b = -float64(t*kernel.Log(p)) - float64((1-t)*kernel.Log(1-p))
	}
	return c.fused(p, 1-p, t, b)
}

// fused is the slope on the score, from p, 1 − p and the crossentropy b.
func (c focalAnswer) fused(p, other, t, b float64) float64 {
	doubt := doubt(p, other, t)
	g := float64(kernel.Pow(doubt, c.gamma) * (p - t))
	if p > 0 && other > 0 {
		g += float64(c.doubtSlope(doubt, t) * p * other * b)
	}
	return c.weight(t) * g
}
