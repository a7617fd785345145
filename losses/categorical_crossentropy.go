package losses

import "github.com/layercake-go/layercake/internal/kernel"

var _ = define("CategoricalCrossentropy", newCategorical)

type categorical struct {
	FromLogits     bool    `yaml:"from_logits" default:"false" doc:"predictions are scores, from before softmax"`
	LabelSmoothing float64 `yaml:"label_smoothing" default:"0.0" doc:"the share of a target that goes to all classes alike"`
	Axis           int     `yaml:"axis" default:"-1" doc:"the axis of the classes: -1, the last"`
	plain
}

// CategoricalCrossentropy is minus the logarithm of the share that softmax gives
// the right class. Targets are one-hot, or shares that add up to 1. It takes
// from_logits, label_smoothing, axis, which must be -1, and reduction.
//
// Its gradient on the scores is p − t.
func CategoricalCrossentropy(more ...any) *Loss { return construct("CategoricalCrossentropy", more) }

func newCategorical(p *categorical) (*Loss, error) {
	smooth, err := newSmoothing(p.LabelSmoothing)
	if err == nil {
		err = lastAxis(p.Axis)
	}
	if err != nil {
		return nil, err
	}
	c := crossentropy{smooth}
	linear := ofScores(c.scoreRows, c.scoreGrad)
	l := &Loss{
		Formula: "v = −Σ tᵢ·log pᵢ, p divided by Σ p and held within 1e-7 and 1 − 1e-7",
		Link:    "softmax",
		Rows:    c.rows,
		Grad:    c.grad,
		Fused:   map[string]Fusion{"linear": linear, "softmax": c.softmax},
	}
	if p.FromLogits {
		l.Formula = "v = Σ tᵢ·(log Σⱼ exp(zⱼ) − zᵢ)"
		l.FromLogits, l.Rows, l.Grad = true, c.scoreRows, c.scoreGrad
		l.Fused = map[string]Fusion{"linear": linear}
	}
	return p.reduced(l)
}

type crossentropy struct{ smooth smoothing }

func (c crossentropy) rows(v, p, t []float32, n int) {
	for r := range v {
		row, sum := p[r*n:(r+1)*n], 0.0
		whole := kernel.Sum(row)
		for i, x := range row {
			if w := c.smooth.of(float64(t[r*n+i]), n); w != 0 {
				y, _ := probability(float64(x) / whole)
				sum -= float64(w * kernel.Log(y))
			}
		}
		v[r] = float32(sum)
	}
}

// grad is (gᵢ − Σ gⱼ·yⱼ) / Σ p, where y = p / Σ p and g is the gradient on y.
func (c crossentropy) grad(d, p, t []float32, n int) {
	for lo := 0; lo+n <= len(p); lo += n {
		row, want := p[lo:lo+n], t[lo:lo+n]
		whole, mean := kernel.Sum(row), 0.0
		for i, x := range row {
			y := float64(x) / whole
			mean += float64(y * c.slope(y, want[i], n))
		}
		for i, x := range row {
			d[lo+i] = float32((c.slope(float64(x)/whole, want[i], n) - mean) / whole)
		}
	}
}

func (c crossentropy) slope(y float64, t float32, n int) float64 {
	clipped, slope := probability(y)
	return -c.smooth.of(float64(t), n) * slope / clipped
}

// scoreRows is the loss as a function of the scores: Σ tᵢ·(log Σⱼ exp(zⱼ) − zᵢ).
func (c crossentropy) scoreRows(v, z, t []float32, n int) {
	for r := range v {
		row, sum := z[r*n:(r+1)*n], 0.0
		top := kernel.LogSumExp(row)
		for i, x := range row {
			if w := c.smooth.of(float64(t[r*n+i]), n); w != 0 {
				sum += float64(w * (top - float64(x)))
			}
		}
		v[r] = float32(sum)
	}
}

// softmax is the Fusion. d keeps the smoothed targets until the kernel needs
// them no more.
func (c crossentropy) softmax(v, p, d, z, t []float32, n int) {
	if d == nil {
		c.scoreRows(v, z, t, n)
		kernel.Softmax(p, z, n)
		return
	}
	if c.smooth != 0 {
		for i, x := range t {
			d[i] = float32(c.smooth.of(float64(x), n))
		}
		t = d
	}
	kernel.SoftmaxCrossentropy(v, p, d, z, t, n)
}

// softmaxGrad is p·Σ t − t: what is left of grad and of softmax's Jacobian, once
// they are multiplied.
func (c crossentropy) softmaxGrad(d, p, t []float32, n int) {
	for lo := 0; lo+n <= len(p); lo += n {
		want, whole := t[lo:lo+n], 0.0
		for _, x := range want {
			whole += c.smooth.of(float64(x), n)
		}
		for i, x := range p[lo : lo+n] {
			d[lo+i] = float32(float64(float64(x)*whole) - c.smooth.of(float64(want[i]), n))
		}
	}
}

func (c crossentropy) scoreGrad(d, z, t []float32, n int) {
	kernel.Softmax(d, z, n)
	c.softmaxGrad(d, d, t, n)
}
