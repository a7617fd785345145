package callbacks

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

// TestTerminateOnNaN makes the loss too big for a number in the second epoch.
func TestTerminateOnNaN(t *testing.T) {
	for _, cb := range []sequential.Callback{TerminateOnNaN(), TerminateOnNaN(true)} {
		m := still(t, "sgd(0.01)")
		var good [][]float32
		blow := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
			switch {
			case e == sequential.EpochEnd && tr.Epoch == 0:
				good = weightsOf(t, tr.Model())
			case e == sequential.EpochBegin && tr.Epoch == 1:
				return tr.SetLearningRate(1e30)
			}
			return nil
		})
		x, y := []float32{1, 2, 3, 4}, []float32{1, 2, 3, 4}
		h, err := m.Fit(x, y, sequential.Epochs(9), sequential.BatchSize(1), sequential.Callbacks(blow, cb))
		if raise := cb.(*terminateOnNaN).RaiseError; raise != (err != nil) || raise == (h.Stopped != "") {
			t.Errorf("raise_error=%v: %v, stopped %q", raise, err, h.Stopped)
		}
		if err == nil && !strings.Contains(h.Stopped, "in epoch 2, step ") {
			t.Errorf("stopped: %q", h.Stopped)
		}
		if h.Epochs != 1 {
			t.Errorf("%d epochs", h.Epochs)
		}
		if d := cmp.Diff(good, weightsOf(t, m)); d != "" {
			t.Errorf("not the last good weights: %s", d)
		}
	}
}
