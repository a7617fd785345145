package callbacks

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/optim"
	"github.com/layercake-go/layercake/sequential"
)

func TestLearningRateScheduler(t *testing.T) {
	half := func(epoch int, rate float64) float64 {
		if epoch == 0 {
			return rate
		}
		return rate / 2
	}
	for _, c := range []struct {
		cb   sequential.Callback
		want []float64
	}{
		{LearningRateScheduler(half, 1), []float64{1, 0.5, 0.25}},
		{LearningRateScheduler("exponential_decay(0.5, 1, 0.5)", option("verbose", 1)), []float64{0.5, 0.25, 0.125}},
		{LearningRateScheduler(optim.ExponentialDecay(0.5, 1, 0.5), 1), []float64{0.5, 0.25, 0.125}},
		{LearningRateScheduler(0.25, 1), []float64{0.25, 0.25, 0.25}},
		{get(t, "learning_rate_scheduler(piecewise_constant_decay([0, 1], [4, 2, 1]), verbose=1)"), []float64{4, 2, 1}},
	} {
		x, y := nothing(1)
		h, err := still(t, "sgd(1.0)").Fit(x, y, sequential.Epochs(3), sequential.Callbacks(c.cb))
		if err != nil {
			t.Error(err)
			continue
		}
		if d := cmp.Diff(c.want, h.Values["learning_rate"]); d != "" || len(h.Events) != 3 {
			t.Errorf("%s %q", d, h.Events)
		}
	}
}

// TestRateReaches checks that the optimizer goes by the rate it is given.
func TestRateReaches(t *testing.T) {
	m := still(t, "sgd(1.0)")
	before := weightsOf(t, m)[0][0]
	stop := LearningRateScheduler(func(int, float64) float64 { return 0 })
	if _, err := m.Fit([]float32{1}, []float32{9}, sequential.Callbacks(stop)); err != nil {
		t.Fatal(err)
	}
	if after := weightsOf(t, m)[0][0]; after != before {
		t.Errorf("the weights moved from %g to %g at rate 0", before, after)
	}
}

// TestReduceLRHistory checks that the history has the rate of each epoch.
func TestReduceLRHistory(t *testing.T) {
	x, y := nothing(1)
	cb := ReduceLROnPlateau("loss", 0.5, 1, option("verbose", 1))
	h, err := still(t, "sgd(1.0)").Fit(x, y, sequential.Epochs(4), sequential.Callbacks(series([]float64{1, 1, 0, 0}), cb))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]float64{1, 1, 0.5, 0.5}, h.Values["learning_rate"]); d != "" {
		t.Error(d)
	}
	want := []string{"Epoch 2: loss did not improve; learning rate 0.5, was 1", "Epoch 4: loss did not improve; learning rate 0.25, was 0.5"}
	if d := cmp.Diff(want, h.Events); d != "" {
		t.Error(d)
	}
}
