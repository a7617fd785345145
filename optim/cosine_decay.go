package optim

import (
	"errors"
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

var _ = defineSchedule("CosineDecay", newCosineDecay)

// cosineDecay configures a cosine decay.
type cosineDecay struct {
	Initial      float64  `yaml:"initial_learning_rate" required:"true" doc:"the learning rate of step 0"`
	Steps        int      `yaml:"decay_steps" required:"true" doc:"steps of the decay, after those of the warmup"`
	Alpha        float64  `yaml:"alpha" default:"0.0" doc:"the last learning rate, as a share of the first"`
	Name         string   `yaml:"name" default:"CosineDecay" doc:"a name for Keras's files; it changes nothing"`
	WarmupTarget *float64 `yaml:"warmup_target" default:"None" doc:"where the warmup ends and the decay begins; None: no warmup"`
	WarmupSteps  int      `yaml:"warmup_steps" default:"0" doc:"steps of the warmup, a straight line"`
}

// CosineDecay falls along half a wave of the cosine, after a warmup if asked
// for, and stays where it ends. Loshchilov and Hutter, 2016.
//
//	rate(step) = initial · ((1−alpha)·½·(1 + cos(π·step/decay_steps)) + alpha)
//
// With a warmup it first rises from initial to warmup_target in warmup_steps,
// and then decays from there. More arguments by place, as in Keras: alpha=0,
// name, warmup_target=None, warmup_steps=0.
func CosineDecay(initial float64, decaySteps int, more ...any) *Schedule {
	return constructSchedule("CosineDecay", more, initial, decaySteps)
}

func newCosineDecay(p *cosineDecay) (*Schedule, error) {
	initial, top, warmup, steps := float32(p.Initial), float32(p.Initial), float32(0), float32(p.Steps)
	if p.WarmupTarget != nil {
		top, warmup = float32(*p.WarmupTarget), float32(p.WarmupSteps)
	}
	rest, alpha := float32(1-p.Alpha), float32(p.Alpha)
	at := func(step int) float32 {
		now := min(float32(step), steps+warmup)
		if now < warmup {
			return float32((top-initial)*(now/warmup)) + initial
		}
		return top * (float32(rest*halfWave((now-warmup)/steps)) + alpha)
	}
	return &Schedule{At: at}, p.check()
}

// halfWave falls from 1 to 0 as x goes from 0 to 1.
func halfWave(x float32) float32 {
	angle := float32(math.Pi) * x
	return 0.5 * (1 + float32(kernel.Cos(float64(angle))))
}

func (p *cosineDecay) check() error {
	errs := []error{
		atLeast("initial_learning_rate", p.Initial, 0), atLeast("decay_steps", float64(p.Steps), 1),
		atLeast("alpha", p.Alpha, 0), atLeast("warmup_steps", float64(p.WarmupSteps), 0),
	}
	if p.WarmupTarget != nil {
		errs = append(errs, atLeast("warmup_target", *p.WarmupTarget, 0))
	} else if p.WarmupSteps > 0 {
		errs = append(errs, registry.Bad("warmup_steps", "want a warmup_target with it, the learning rate it ends at"))
	}
	return errors.Join(errs...)
}
