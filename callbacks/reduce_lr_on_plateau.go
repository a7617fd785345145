package callbacks

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/sequential"
)

var _ = define[reduceLROnPlateau]("ReduceLROnPlateau")

// reduceLROnPlateau configures ReduceLROnPlateau.
type reduceLROnPlateau struct {
	Monitor  string  `yaml:"monitor" default:"val_loss" doc:"the score to watch"`
	Factor   float64 `yaml:"factor" default:"0.1" doc:"what the learning rate is multiplied by"`
	Patience int     `yaml:"patience" default:"10" doc:"epochs without improvement before it does"`
	Verbose  int     `yaml:"verbose" default:"0" doc:"1: say what it does"`
	Mode     string  `yaml:"mode" default:"auto" doc:"min, max, or auto: what the metric says of itself"`
	MinDelta float64 `yaml:"min_delta" default:"0.0001" doc:"only what is better by more than this counts as better"`
	Cooldown int     `yaml:"cooldown" default:"0" doc:"epochs to wait afterwards before it watches again"`
	MinLR    float64 `yaml:"min_lr" default:"0.0" doc:"the least learning rate"`

	watch         watch
	wait, cooling int
}

// ReduceLROnPlateau makes the learning rate smaller when a score has stopped
// improving. The history gets the rate that each epoch had, as learning_rate.
// An optimizer whose learning rate is a schedule is an error.
//
// Arguments by place: monitor="val_loss", factor=0.1, patience=10, verbose=0,
// mode="auto", min_delta=1e-4, cooldown=0, min_lr=0.
func ReduceLROnPlateau(more ...any) sequential.Callback {
	return construct("ReduceLROnPlateau", more)
}

func (p *reduceLROnPlateau) check() error {
	var factor error
	if !(p.Factor > 0 && p.Factor < 1) {
		factor = registry.Bad("factor", "want a number between 0 and 1, have %v", p.Factor)
	}
	return errors.Join(factor, checkMode(p.Mode),
		registry.AtLeast("patience", float64(p.Patience), 0), registry.AtLeast("cooldown", float64(p.Cooldown), 0), registry.AtLeast("min_lr", p.MinLR, 0))
}

// On watches the score after each epoch.
func (p *reduceLROnPlateau) On(e sequential.Event, t *sequential.Training) error {
	var err error
	switch e {
	case sequential.TrainBegin:
		err = p.begin(t)
	case sequential.EpochEnd:
		record(t, learningRate, t.LearningRate())
		err = p.judge(t)
	}
	if err != nil {
		return fmt.Errorf("ReduceLROnPlateau: %w", err)
	}
	return nil
}

func (p *reduceLROnPlateau) begin(t *sequential.Training) (err error) {
	p.wait, p.cooling = 0, 0
	announce(t, learningRate)
	if p.watch, err = newWatch(t, p.Monitor, p.Mode, p.MinDelta); err != nil {
		return err
	}
	return t.SetLearningRate(t.LearningRate()) // a schedule refuses
}

func (p *reduceLROnPlateau) judge(t *sequential.Training) error {
	if p.cooling > 0 {
		p.cooling--
		p.wait = 0
	}
	if p.watch.see(t.Logs.Get(p.Monitor), t.Epoch) {
		p.wait = 0
		return nil
	}
	if p.cooling > 0 {
		return nil
	}
	p.wait++
	if old := t.LearningRate(); p.wait >= p.Patience && old > float64(float32(p.MinLR)) {
		p.wait, p.cooling = 0, p.Cooldown
		rate := max(old*p.Factor, p.MinLR)
		if p.Verbose > 0 {
			t.Say("Epoch %d: %s did not improve; learning rate %.6g, was %.6g", t.Epoch+1, p.Monitor, rate, old)
		}
		return t.SetLearningRate(rate)
	}
	return nil
}
