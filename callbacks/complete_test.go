package callbacks

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/layercake-go/layercake/sequential"
)

// full has every callback with all of Keras's parameters, in their order, at
// their defaults.
var full = []string{
	"CSVLogger(x.csv, separator=\",\", append=false)",
	"EarlyStopping(monitor=val_loss, min_delta=0.0, patience=0, verbose=0, mode=auto, baseline=None, restore_best_weights=false, start_from_epoch=0)",
	"LearningRateScheduler(0.1, verbose=0)",
	"ModelCheckpoint(x.keras, monitor=val_loss, verbose=0, save_best_only=false, save_weights_only=false, mode=auto, save_freq=epoch, initial_value_threshold=None)",
	"ReduceLROnPlateau(monitor=val_loss, factor=0.1, patience=10, verbose=0, mode=auto, min_delta=0.0001, cooldown=0, min_lr=0.0)",
	"TerminateOnNaN(raise_error=false)",
}

func TestComplete(t *testing.T) {
	examples := content(t, "example_test.go")
	var names []string
	for _, text := range full {
		cb := get(t, text)
		c, err := table.Call(cb)
		if err != nil {
			t.Fatal(err)
		}
		if c.Full() != text {
			t.Errorf("%s\nwant %s", c.Full(), text)
		}
		short := get(t, c.String())
		if again, _ := table.Call(short); again.Full() != text {
			t.Errorf("%s reads as %s", c, again.Full())
		}
		names = append(names, c.Name)
		if !strings.Contains(examples, "\nfunc Example"+c.Name+"() {") {
			t.Errorf("%s has no example", c.Name)
		}
	}
	have := slices.DeleteFunc(Names(), func(n string) bool { return n == "Pulse" || n == "Watcher" }) // the tests' own
	if d := cmp.Diff(names, have); d != "" {
		t.Error(d)
	}
}

func TestSpellings(t *testing.T) {
	for _, text := range []string{"early_stopping", "EarlyStopping", "reduce_lr_on_plateau", "ReduceLROnPlateau", "terminate_on_nan", "csv_logger(x)", "learning_rate_scheduler(1)", "model_checkpoint('{epoch:02d}-{val_loss:.4f}.keras')"} {
		get(t, text)
	}
	own := sequential.CallbackFunc(func(sequential.Event, *sequential.Training) error { return nil })
	if cb, err := Get(own); err != nil || cb == nil {
		t.Error(err)
	}
	for v, want := range map[any]string{
		"early_stoping":                 `unknown callback "early_stoping"; did you mean "EarlyStopping"?`,
		"early_stopping(patience=many)": `patience: want a whole number, have "many"`,
		3:                               `want the name of a callback, have 3`,
		EarlyStopping("loss", "x"):      `EarlyStopping: min_delta: want a number, have "x"`,
	} {
		if cb, err := Get(v); err == nil || err.Error() != want || cb != nil {
			t.Errorf("%v: %v, %v; want %s", v, cb, err, want)
		}
	}
}

// pulse counts epochs; it stands for a user's own callback.
type pulse struct {
	Every int `yaml:"every" default:"2"`
	beats []int
}

func (p *pulse) On(e sequential.Event, t *sequential.Training) error {
	if e == sequential.EpochEnd && t.Epoch%p.Every == 0 {
		p.beats = append(p.beats, t.Epoch)
	}
	return nil
}

func newPulse(p *pulse) (sequential.Callback, error) {
	if p.Every < 1 {
		return nil, errors.New("every: want at least 1")
	}
	return p, nil
}

var pulseErr = Register("Pulse", newPulse)

func TestRegister(t *testing.T) {
	if pulseErr != nil {
		t.Fatal(pulseErr)
	}
	if err := Register("early-stopping", newPulse); err == nil {
		t.Error("a name was taken twice")
	}
	cb := get(t, "pulse(every=3)")
	x, y := nothing(1)
	if _, err := still(t, "sgd").Fit(x, y, sequential.Epochs(7), sequential.Callbacks(cb)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int{0, 3, 6}, cb.(*pulse).beats); d != "" {
		t.Error(d)
	}
	if _, err := Get("pulse(every=0)"); err == nil {
		t.Error("every=0 passed")
	}
}
