package optim_test

import (
	"fmt"

	"github.com/layercake-go/layercake/optim"
)

// signum are the parameters of an optimizer of one's own.
type signum struct {
	LearningRate *optim.Schedule `yaml:"learning_rate" default:"0.01"`
	Momentum     float64         `yaml:"momentum" default:"0.9"`
	optim.Common
}

func newSignum(p *signum) (*optim.Optimizer, error) {
	if p.Momentum < 0 || p.Momentum >= 1 {
		return nil, fmt.Errorf("want a momentum from 0 to 1, have %g", p.Momentum)
	}
	keep := float32(p.Momentum)
	return &optim.Optimizer{
		LearningRate: p.LearningRate,
		Common:       p.Common,
		Rule: optim.Rule{
			Slots: [][]string{{"momentum"}},
			Step: func(w, g []float32, slots [][]float32, s *optim.Scalars) {
				m := slots[0]
				for i, x := range g {
					m[i] = float32(keep*m[i]) + float32((1-keep)*x)
					switch {
					case m[i] > 0:
						w[i] -= s.LR
					case m[i] < 0:
						w[i] += s.LR
					}
				}
			},
		},
	}, nil
}

var errSignum = optim.Register("Signum", newSignum)

// An optimizer in one file: from here on it works by its name, in Go and YAML.
func ExampleRegister() {
	o, err := optim.Get("signum(0.5, clipnorm=1)")
	if err != nil || errSignum != nil {
		fmt.Println(err, errSignum)
		return
	}
	w := []float32{3, -3}
	state := o.NewState(w, []int{2})
	for range 4 {
		state.Step(w, []float32{w[0], w[1]})
	}
	fmt.Println(o, w)
	// Output: signum(learning_rate=0.5, clipnorm=1.0) [1 -1]
}

// halving are the parameters of a schedule of one's own.
type halving struct {
	Start float64 `yaml:"start" required:"true"`
	Every int     `yaml:"every" default:"10"`
}

func newHalving(p *halving) (*optim.Schedule, error) {
	if p.Every < 1 {
		return nil, fmt.Errorf("want at least 1 step, have %d", p.Every)
	}
	return &optim.Schedule{At: func(step int) float32 {
		rate := float32(p.Start)
		for range step / p.Every {
			rate /= 2
		}
		return rate
	}}, nil
}

var errHalving = optim.RegisterSchedule("Halving", newHalving)

func ExampleRegisterSchedule() {
	o, err := optim.Get("adam(halving(0.8, every=5))")
	if err != nil || errHalving != nil {
		fmt.Println(err, errHalving)
		return
	}
	fmt.Println(o, o.LearningRate.At(4), o.LearningRate.At(5))
	// Output: adam(learning_rate=halving(0.8, every=5)) 0.8 0.4
}
