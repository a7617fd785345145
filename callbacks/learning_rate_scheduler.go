package callbacks

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/optim"
	"github.com/layercake-go/layercake/sequential"
)

var _ = define[learningRateScheduler]("LearningRateScheduler")

// learningRateScheduler configures LearningRateScheduler.
type learningRateScheduler struct {
	Schedule *optim.Schedule `yaml:"schedule" required:"true" doc:"the learning rate of each epoch, as of steps: exponential_decay(0.01, 10, 0.5)"`
	Verbose  int             `yaml:"verbose" default:"0" doc:"1: say what it does"`

	next func(epoch int, rate float64) float64
}

// LearningRateScheduler sets the learning rate at the beginning of each epoch.
// The schedule is a func(epoch int, rate float64) float64 of the epoch, from 0,
// and of the rate so far; or what optim.GetSchedule takes, with epochs for steps:
// "exponential_decay(0.01, 10, 0.5)". The history gets the rate that each epoch
// had, as learning_rate. An optimizer whose learning rate is a schedule of its
// own is an error.
//
// Arguments by place: schedule, verbose=0.
func LearningRateScheduler(schedule any, more ...any) sequential.Callback {
	next, ok := schedule.(func(epoch int, rate float64) float64)
	if !ok {
		return construct("LearningRateScheduler", more, schedule)
	}
	cb := construct("LearningRateScheduler", more, 0) // 0 stands in its place
	if p, ok := cb.(*learningRateScheduler); ok && next != nil {
		p.Schedule, p.next = nil, next
	}
	return cb
}

func (p *learningRateScheduler) check() error {
	if p.Schedule == nil {
		return registry.Bad("schedule", "want a schedule, have none")
	}
	p.next = func(epoch int, _ float64) float64 { return float64(p.Schedule.At(epoch)) }
	return nil
}

// On sets the learning rate before each epoch.
func (p *learningRateScheduler) On(e sequential.Event, t *sequential.Training) error {
	var err error
	switch e {
	case sequential.TrainBegin:
		announce(t, learningRate)
		err = t.SetLearningRate(t.LearningRate()) // a schedule refuses
	case sequential.EpochBegin:
		rate := p.next(t.Epoch, t.LearningRate())
		if p.Verbose > 0 {
			t.Say("Epoch %d: learning rate %.6g", t.Epoch+1, rate)
		}
		err = t.SetLearningRate(rate)
	case sequential.EpochEnd:
		record(t, learningRate, t.LearningRate())
	}
	if err != nil {
		return fmt.Errorf("LearningRateScheduler: %w", err)
	}
	return nil
}
