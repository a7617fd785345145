package callbacks

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/sequential"
)

var _ = define[terminateOnNaN]("TerminateOnNaN")

// terminateOnNaN configures TerminateOnNaN.
type terminateOnNaN struct {
	RaiseError bool `yaml:"raise_error" default:"false" doc:"let Fit return an error, as it does without this callback"`
}

// TerminateOnNaN makes Fit end without an error when the loss is no number any
// more; History.Stopped says so. Either way the training ends and the model
// keeps the last good weights: Fit sees to that by itself.
//
// Arguments by place: raise_error=false.
func TerminateOnNaN(more ...any) sequential.Callback { return construct("TerminateOnNaN", more) }

func (p *terminateOnNaN) check() error { return nil }

// On looks at the loss after each step.
func (p *terminateOnNaN) On(e sequential.Event, t *sequential.Training) error {
	if e != sequential.BatchEnd || p.RaiseError {
		return nil
	}
	if loss := t.Logs.Get("loss"); math.IsNaN(loss) || math.IsInf(loss, 0) {
		t.Stop(fmt.Sprintf("the loss is %g in epoch %d, step %d", loss, t.Epoch+1, t.Batch+1))
	}
	return nil
}
