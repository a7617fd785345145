package callbacks

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/sequential"
)

var _ = define[earlyStopping]("EarlyStopping")

// earlyStopping configures EarlyStopping.
type earlyStopping struct {
	Monitor            string   `yaml:"monitor" default:"val_loss" doc:"the score to watch"`
	MinDelta           float64  `yaml:"min_delta" default:"0" doc:"only what is better by more than this counts as better"`
	Patience           int      `yaml:"patience" default:"0" doc:"epochs without improvement before it stops"`
	Verbose            int      `yaml:"verbose" default:"0" doc:"1: say what it does"`
	Mode               string   `yaml:"mode" default:"auto" doc:"min, max, or auto: what the metric says of itself"`
	Baseline           *float64 `yaml:"baseline" default:"None" doc:"only what is better than this ends the waiting"`
	RestoreBestWeights bool     `yaml:"restore_best_weights" default:"false" doc:"end with the weights of the best epoch"`
	StartFromEpoch     int      `yaml:"start_from_epoch" default:"0" doc:"epochs before it begins to watch"`

	watch watch
	wait  int
	kept  []float32
}

// EarlyStopping ends a training when a score has stopped improving. With
// restore_best_weights the model ends with the weights of the best epoch,
// whether it was stopped or ran to its end.
//
// Arguments by place: monitor="val_loss", min_delta=0, patience=0, verbose=0,
// mode="auto", baseline=None, restore_best_weights=false, start_from_epoch=0.
func EarlyStopping(more ...any) sequential.Callback { return construct("EarlyStopping", more) }

func (p *earlyStopping) check() error {
	return errors.Join(checkMode(p.Mode),
		registry.AtLeast("patience", float64(p.Patience), 0), registry.AtLeast("start_from_epoch", float64(p.StartFromEpoch), 0))
}

// On watches the score after each epoch.
func (p *earlyStopping) On(e sequential.Event, t *sequential.Training) error {
	switch e {
	case sequential.TrainBegin:
		return p.begin(t)
	case sequential.EpochEnd:
		p.judge(t)
	case sequential.TrainEnd:
		p.restore(t)
	}
	return nil
}

func (p *earlyStopping) begin(t *sequential.Training) (err error) {
	p.wait = 0
	if p.watch, err = newWatch(t, p.Monitor, p.Mode, p.MinDelta); err != nil {
		return fmt.Errorf("EarlyStopping: %w", err)
	}
	return nil
}

func (p *earlyStopping) judge(t *sequential.Training) {
	if t.Epoch < p.StartFromEpoch {
		return
	}
	p.wait++
	v := t.Logs.Get(p.Monitor)
	if p.watch.see(v, t.Epoch) {
		if p.RestoreBestWeights {
			p.kept = t.Keep(p.kept)
		}
		if p.Baseline == nil || p.watch.better(v, *p.Baseline) {
			p.wait = 0
		}
		return
	}
	if p.wait >= p.Patience && t.Epoch > 0 {
		t.Stop(fmt.Sprintf("early stopping after epoch %d: %s did not improve; %s", t.Epoch+1, p.Monitor, p.watch.standing()))
		if p.Verbose > 0 {
			t.Say("Epoch %d: early stopping", t.Epoch+1)
		}
	}
}

func (p *earlyStopping) restore(t *sequential.Training) {
	if !p.RestoreBestWeights || p.watch.epoch < 0 {
		return
	}
	t.Restore(p.kept)
	if p.Verbose > 0 {
		t.Say("Restored the weights of the best epoch, %d", p.watch.epoch+1)
	}
}
