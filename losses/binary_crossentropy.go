package losses

import "github.com/layercake-go/layercake/internal/kernel"

var _ = define("BinaryCrossentropy", newBinary, "bce")

type binary struct {
	FromLogits     bool    `yaml:"from_logits" default:"false" doc:"predictions are scores, from before sigmoid"`
	LabelSmoothing float64 `yaml:"label_smoothing" default:"0.0" doc:"how much of the way to ½ the targets are moved"`
	Axis           int     `yaml:"axis" default:"-1" doc:"the axis to take the mean over: -1, the last"`
	plain
}

// BinaryCrossentropy is minus the logarithm of the probability that sigmoid gives
// the right answer to each of n questions, yes (1) or no (0), and their mean. It
// takes from_logits, label_smoothing, axis, which must be -1, and reduction.
//
// Its gradient on the scores is (p − t) / n.
func BinaryCrossentropy(more ...any) *Loss { return construct("BinaryCrossentropy", more) }

func newBinary(p *binary) (*Loss, error) {
	smooth, err := newSmoothing(p.LabelSmoothing)
	if err == nil {
		err = lastAxis(p.Axis)
	}
	if err != nil {
		return nil, err
	}
	of := pointwise{
		value: func(p, t float64) float64 { return answer(p, smooth.of(t, 2)) },
		slope: func(p, t float64) float64 { return answerSlope(p, smooth.of(t, 2)) },
	}
	score := pointwise{
		value: func(z, t float64) float64 { return answerScore(z, smooth.of(t, 2)) },
		slope: func(z, t float64) float64 { return kernel.Sigmoid(z) - smooth.of(t, 2) },
	}
	sigmoid := pointwise{slope: func(p, t float64) float64 { return p - smooth.of(t, 2) }}
	linear := ofScores(score.rows, score.grad)
	l := &Loss{
		Formula: "v = −Σ (t·log p + (1 − t)·log(1 − p)) / n, p held within 1e-7 and 1 − 1e-7",
		Link:    "sigmoid",
		Rows:    of.rows,
		Grad:    of.grad,
		Fused:   map[string]Fusion{"linear": linear, "sigmoid": joined(score.rows, sigmoids, sigmoid.grad)},
	}
	if p.FromLogits {
		l.Formula = "v = Σ (t·log(1 + exp(−z)) + (1 − t)·log(1 + exp(z))) / n"
		l.FromLogits, l.Rows, l.Grad = true, score.rows, score.grad
		l.Fused = map[string]Fusion{"linear": linear}
	}
	return p.reduced(l)
}

func sigmoids(p, z []float32, _ int) { kernel.SigmoidTo(p, z) }

// answer is −t·log p − (1 − t)·log(1 − p) for a probability p.
func answer(p, t float64) float64 {
	y, _ := probability(p)
	return -float64(t*kernel.Log(y)) - float64((1-t)*kernel.Log(1-y))
}

func answerSlope(p, t float64) float64 {
	y, slope := probability(p)
	return slope * ((1-t)/(1-y) - t/y)
}

// answerScore is answer(sigmoid(z), t), for any z.
func answerScore(z, t float64) float64 {
	return float64(t*kernel.Softplus(-z)) + float64((1-t)*kernel.Softplus(z))
}
