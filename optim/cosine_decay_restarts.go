package optim

import (
	"errors"
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

var _ = defineSchedule("CosineDecayRestarts", newCosineDecayRestarts)

// cosineDecayRestarts configures a cosine decay with restarts.
type cosineDecayRestarts struct {
	Initial float64 `yaml:"initial_learning_rate" required:"true" doc:"the learning rate of step 0"`
	First   int     `yaml:"first_decay_steps" required:"true" doc:"steps of the first decay"`
	TMul    float64 `yaml:"t_mul" default:"2.0" doc:"how many times longer each decay is than the one before"`
	MMul    float64 `yaml:"m_mul" default:"1.0" doc:"how many times higher each decay begins than the one before"`
	Alpha   float64 `yaml:"alpha" default:"0.0" doc:"the lowest learning rate, as a share of the first"`
	Name    string  `yaml:"name" default:"SGDRDecay" doc:"a name for Keras's files; it changes nothing"`
}

// CosineDecayRestarts falls along half a wave of the cosine, and starts over,
// each time for longer. Loshchilov and Hutter, 2016. In decay number i, from 0,
// of which a share x is over:
//
//	rate(step) = initial · ((1−alpha)·m_mulⁱ·½·(1 + cos(π·x)) + alpha)
//
// More arguments by place: t_mul=2, m_mul=1, alpha=0.
func CosineDecayRestarts(initial float64, firstDecaySteps int, more ...any) *Schedule {
	return constructSchedule("CosineDecayRestarts", more, initial, firstDecaySteps)
}

func newCosineDecayRestarts(p *cosineDecayRestarts) (*Schedule, error) {
	initial, first, alpha := float32(p.Initial), float32(p.First), float32(p.Alpha)
	longer, higher := float32(p.TMul), float32(p.MMul)
	at := func(step int) float32 {
		i, x := restarts(float32(step)/first, longer)
		wave := halfWave(x) * pow32(higher, i)
		return initial * (float32((1-alpha)*wave) + alpha)
	}
	return &Schedule{At: at}, errors.Join(
		atLeast("initial_learning_rate", p.Initial, 0), atLeast("first_decay_steps", float64(p.First), 1),
		atLeast("t_mul", p.TMul, 1), atLeast("m_mul", p.MMul, 0), atLeast("alpha", p.Alpha, 0))
}

// restarts says in which decay the time x falls, counted in first decays, and
// what share of it is over. The decays before it last 1 + longer + longer² + …
func restarts(x, longer float32) (i, over float32) {
	if longer == 1 {
		i = float32(math.Floor(float64(x)))
		return i, x - i
	}
	i = float32(math.Floor(float64(log32(1-float32(x*(1-longer))) / log32(longer))))
	size := pow32(longer, i)
	return i, (x - (1-size)/(1-longer)) / size
}

func log32(x float32) float32 { return float32(kernel.Log(float64(x))) }
