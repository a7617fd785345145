package losses

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

var _ = define("CategoricalFocalCrossentropy", newCategoricalFocal)

type categoricalFocal struct {
	Alpha          []float64 `yaml:"alpha" default:"0.25" doc:"the weight of each class, or of all"`
	Gamma          float64   `yaml:"gamma" default:"2.0" doc:"how much less easy rows count"`
	FromLogits     bool      `yaml:"from_logits" default:"false" doc:"predictions are scores, from before softmax"`
	LabelSmoothing float64   `yaml:"label_smoothing" default:"0.0" doc:"the share of a target that goes to all classes alike"`
	Axis           int       `yaml:"axis" default:"-1" doc:"the axis of the classes: -1, the last"`
	plain
}

// CategoricalFocalCrossentropy is CategoricalCrossentropy with each class
// weighted by alpha·(1 − p)^gamma: what is right already counts less. It takes
// alpha (0.25; or a list, one for each class), gamma (2.0), from_logits,
// label_smoothing, axis, which must be -1, and reduction. Lin and others, 2017.
//
// With from_logits, Rows and Grad clip the probabilities, as Keras does here;
// Fused does not.
func CategoricalFocalCrossentropy(more ...any) *Loss {
	return construct("CategoricalFocalCrossentropy", more)
}

func newCategoricalFocal(p *categoricalFocal) (*Loss, error) {
	smooth, err := newSmoothing(p.LabelSmoothing)
	switch {
	case err != nil:
		return nil, err
	case p.Gamma < 0:
		return nil, registry.Bad("gamma", "want at least 0, have %g", p.Gamma)
	case len(p.Alpha) == 0:
		return nil, registry.Bad("alpha", "want a number, or one for each class")
	}
	if err := lastAxis(p.Axis); err != nil {
		return nil, err
	}
	c := focal{p.Alpha, p.Gamma, smooth}
	l := &Loss{
		Formula: "v = −Σ αᵢ·(1 − pᵢ)^γ·tᵢ·log pᵢ, p divided by Σ p and held within 1e-7 and 1 − 1e-7",
		Link:    "softmax",
		Fits:    c.fits,
		Rows:    c.rows,
		Grad:    c.grad,
		Fused:   map[string]Fusion{"linear": ofScores(c.scoreRows, c.scoreGrad), "softmax": joined(c.scoreRows, kernel.Softmax, c.softmaxGrad)},
	}
	if p.FromLogits {
		l.FromLogits, l.Rows, l.Grad = true, c.clippedScoreRows, c.clippedScoreGrad
		delete(l.Fused, "softmax")
	}
	return p.reduced(l)
}

type focal struct {
	alpha  []float64
	gamma  float64
	smooth smoothing
}

func (c focal) fits(n int) error {
	if len(c.alpha) != 1 && len(c.alpha) != n {
		return fmt.Errorf("alpha: want one number, or one for each of %d classes, have %d", n, len(c.alpha))
	}
	return nil
}

// weight is α·t of class i.
func (c focal) weight(i int, t float32, n int) float64 {
	return c.alpha[i%len(c.alpha)] * c.smooth.of(float64(t), n)
}

// value is −w·(1 − p)^γ·log p.
func (c focal) value(w, p float64) float64 {
	return float64(-w * kernel.Pow(1-p, c.gamma) * kernel.Log(p))
}

// slope is p·∂value/∂p, which has a limit at 0 and at 1.
func (c focal) slope(w, p float64) float64 {
	g := -kernel.Pow(1-p, c.gamma)
	if p > 0 && p < 1 && c.gamma != 0 {
		g += float64(c.gamma * p * kernel.Pow(1-p, c.gamma-1) * kernel.Log(p))
	}
	return float64(w * g)
}

// clipped is slope for a p that is clipped first.
func (c focal) clipped(w, p float64) float64 {
	y, slope := probability(p)
	return float64(c.slope(w, y) * slope)
}
