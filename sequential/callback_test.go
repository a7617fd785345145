package sequential_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
)

// listener notes the events it is told of, and fails at one of them.
type listener struct {
	heard []sequential.Event
	fail  sequential.Event
	err   error
}

func (l *listener) On(e sequential.Event, _ *sequential.Training) error {
	l.heard = append(l.heard, e)
	if e == l.fail {
		return l.err
	}
	return nil
}

func line(t *testing.T) (m *sequential.Model, x, y []float32) {
	t.Helper()
	m = sequential.New(layers.Input(1), layers.Dense(1))
	if err := m.Compile("sgd", "mse", "mae"); err != nil {
		t.Fatal(err)
	}
	return m, []float32{0, 1, 2, 3}, []float32{1, 3, 5, 7}
}

// TestEnd: an error ends the training, and every callback hears of the end.
func TestEnd(t *testing.T) {
	m, x, y := line(t)
	bad := errors.New("enough")
	first := &listener{fail: sequential.EpochEnd, err: bad}
	second := &listener{fail: sequential.TrainEnd, err: errors.New("and out")}
	third := &listener{}
	_, err := m.Fit(x, y, sequential.Epochs(3), sequential.Callbacks(first, second, third))
	if !errors.Is(err, bad) || !errors.Is(err, second.err) {
		t.Errorf("error %v", err)
	}
	all := []sequential.Event{sequential.TrainBegin, sequential.EpochBegin, sequential.BatchEnd, sequential.EpochEnd, sequential.TrainEnd}
	if d := cmp.Diff(all, first.heard); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]sequential.Event{0, 1, 2, 4}, third.heard); d != "" {
		t.Error(d)
	}
}

// TestOwnScores: a callback may add scores to an epoch, and say what it did.
func TestOwnScores(t *testing.T) {
	m, x, y := line(t)
	var names []string
	own := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		switch e {
		case sequential.TrainBegin:
			names = tr.Names
		case sequential.EpochEnd:
			tr.Logs = append(tr.Logs, sequential.Score{Name: "answer", Value: 42})
			tr.Say("epoch %d done", tr.Epoch+1)
		}
		return nil
	})
	h, err := m.Fit(x, y, sequential.Epochs(2), sequential.ValidationData(x, y), sequential.Callbacks(own))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"loss", "mae", "val_loss", "val_mae"}, names); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(append(names, "answer"), h.Names); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]float64{42, 42}, h.Values["answer"]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"epoch 1 done", "epoch 2 done"}, h.Events); d != "" {
		t.Error(d)
	}
}

// TestKeep: two callbacks may each keep weights; what is restored is published.
func TestKeep(t *testing.T) {
	m, x, y := line(t)
	var first, second []float32
	keep := sequential.CallbackFunc(func(e sequential.Event, tr *sequential.Training) error {
		switch {
		case e == sequential.EpochEnd && tr.Epoch == 0:
			first = tr.Keep(first)
		case e == sequential.EpochEnd && tr.Epoch == 1:
			second = tr.Keep(second)
		case e == sequential.TrainEnd:
			tr.Restore(first)
		}
		return nil
	})
	if _, err := m.Fit(x, y, sequential.Epochs(3), sequential.Callbacks(keep)); err != nil {
		t.Fatal(err)
	}
	w, err := m.Weights()
	if err != nil {
		t.Fatal(err)
	}
	have := append(append([]float32{}, w[0].Data...), w[1].Data...)
	if d := cmp.Diff(first, have); d != "" || cmp.Equal(first, second) {
		t.Errorf("%s; kept %v and %v", d, first, second)
	}
}
