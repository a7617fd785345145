package callbacks

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

// TestRestore checks that the best epoch's weights come back exactly, whether
// the training was stopped, ran to its end, or was cancelled.
func TestRestore(t *testing.T) {
	for name, patience := range map[string]int{"stopped": 3, "to the end": 100, "cancelled": 50} {
		t.Run(name, func(t *testing.T) {
			m, iris := flowers(t, "sgd(1.5)") // too fast, so that the loss goes up and down
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			best, at := math.Inf(1), 0
			var want [][]float32
			watch := follow(func(tr *sequential.Training) {
				if v := tr.Logs.Get("val_loss"); v < best {
					best, at, want = v, tr.Epoch, weightsOf(t, tr.Model())
				} else if name == "cancelled" && tr.Epoch >= 5 {
					cancel() // after an epoch that was not the best
				}
			})
			stop := EarlyStopping("val_loss", 0, patience, option("restore_best_weights", true), option("verbose", 1))
			h, err := m.FitContext(ctx, iris.X, iris.Y, sequential.Epochs(20), sequential.ValidationSplit(0.3), sequential.Callbacks(watch, stop))
			if (err != nil) != (name == "cancelled") || err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			if (h.Stopped != "") != (name == "stopped") {
				t.Errorf("stopped: %q", h.Stopped)
			}
			if at == h.Epochs-1 {
				t.Fatalf("the last epoch was the best: this shows nothing: %v", h.Values["val_loss"])
			}
			if d := cmp.Diff(want, weightsOf(t, m)); d != "" {
				t.Error("other weights than the best epoch's")
			}
			if last := h.Events[len(h.Events)-1]; !strings.HasPrefix(last, "Restored the weights of the best epoch") {
				t.Errorf("events %q", h.Events)
			}
			if at+1 != h.Epochs-patience && name == "stopped" {
				t.Errorf("the best epoch was %d, it stopped after %d", at+1, h.Epochs)
			}
		})
	}
}

// TestTwoWatch checks that two callbacks each restore their own weights: the
// one told last wins.
func TestTwoWatch(t *testing.T) {
	m, iris := flowers(t, "sgd(0.1)")
	var want [][]float32
	first := follow(func(tr *sequential.Training) {
		if tr.Epoch == 0 {
			want = weightsOf(t, tr.Model())
		}
	})
	worst := EarlyStopping("loss", option("patience", 99), option("mode", "max"), option("restore_best_weights", true))
	best := EarlyStopping("loss", option("patience", 99), option("restore_best_weights", true))
	h, err := m.Fit(iris.X, iris.Y, sequential.Epochs(5), sequential.Callbacks(first, best, worst))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, weightsOf(t, m)); d != "" || h.Values["loss"][0] < h.Last("loss") {
		t.Errorf("the weights are not those of the first epoch, the worst of %v", h.Values["loss"])
	}
}

func TestDirection(t *testing.T) {
	m, iris := flowers(t, "adam(0.05)")
	cb := EarlyStopping("val_accuracy", 0, 100).(*earlyStopping)
	h, err := m.Fit(iris.X, iris.Y, sequential.Epochs(8), sequential.ValidationSplit(0.3), sequential.Callbacks(cb))
	if err != nil {
		t.Fatal(err)
	}
	highest := 0.0
	for _, v := range h.Values["val_accuracy"] {
		highest = max(highest, v)
	}
	if !cb.watch.higher || cb.watch.best != highest {
		t.Errorf("best %g of %v", cb.watch.best, h.Values["val_accuracy"])
	}
}

// TestNaN: what is no number is never better.
func TestNaN(t *testing.T) {
	cb := EarlyStopping("loss", 0, 3, option("restore_best_weights", true)).(*earlyStopping)
	x, y := nothing(1)
	nan := math.NaN()
	_, err := still(t, "sgd").Fit(x, y, sequential.Epochs(5), sequential.Callbacks(series([]float64{nan, 2, nan, 1, nan}), cb))
	if err != nil || cb.watch.best != 1 || cb.watch.epoch != 3 {
		t.Errorf("best %g in %d, %v", cb.watch.best, cb.watch.epoch, err)
	}
}
