package callbacks

import (
	"strings"
	"testing"

	"github.com/layercake-go/layercake/sequential"
)

// TestMistakes checks what Fit says before it trains.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		cb    sequential.Callback
		split float64
		want  string
	}{
		{EarlyStopping(option("patence", 3)), 0, `EarlyStopping has no "patence"; did you mean "patience"?`},
		{EarlyStopping(3), 0, `EarlyStopping: monitor: want a text, have 3`},
		{EarlyStopping(option("patience", -1)), 0, `EarlyStopping: patience: want at least 0, have -1`},
		{EarlyStopping(option("mode", "mix")), 0, `EarlyStopping: mode: want auto, min or max, have "mix"; did you mean "min"?`},
		{EarlyStopping(option("mode", "min"), "loss"), 0, `EarlyStopping: "loss" stands after the option mode; options come last`},
		{EarlyStopping(), 0, `EarlyStopping: monitor: there is no "val_loss" without validation data: give Fit a ValidationSplit or ValidationData, or monitor one of loss, accuracy`},
		{EarlyStopping("val_acuracy"), 0.2, `EarlyStopping: monitor: nothing named "val_acuracy" is measured; did you mean "val_accuracy"? There are loss, accuracy, val_loss, val_accuracy`},
		{EarlyStopping("f1"), 0, `EarlyStopping: monitor: nothing named "f1" is measured. There are loss, accuracy`},
		{ReduceLROnPlateau("lss"), 0, `ReduceLROnPlateau: monitor: nothing named "lss" is measured; did you mean "loss"? There are loss, accuracy, learning_rate`},
		{ReduceLROnPlateau("loss", 1.5), 0, `ReduceLROnPlateau: factor: want a number between 0 and 1, have 1.5`},
		{ReduceLROnPlateau("loss", option("min_lr", -1)), 0, `ReduceLROnPlateau: min_lr: want at least 0, have -1`},
		{LearningRateScheduler(nil), 0, `LearningRateScheduler: schedule: want a schedule, have none`},
		{LearningRateScheduler("cosine_dcay(1, 2)"), 0, `LearningRateScheduler: schedule: unknown schedule "cosine_dcay"; did you mean "cosine_decay"?`},
		{LearningRateScheduler(func(int, float64) float64 { return -1 }), 0, `LearningRateScheduler: learning rate: want at least 0, have -1`},
		{CSVLogger(""), 0, `CSVLogger: filename: want a name, have none`},
		{CSVLogger("x.csv", "ab"), 0, `CSVLogger: separator: want one character that is neither a quote nor the end of a line, have "ab"`},
		{CSVLogger("no/such/folder/x.csv"), 0, `CSVLogger: open no/such/folder/x.csv: no such file or directory`},
		{ModelCheckpoint("best.safetensor"), 0, `ModelCheckpoint: filepath: "best.safetensor" has no ending that names a format; there are .h5, .json, .keras, .safetensors, .weights.h5`},
		{ModelCheckpoint("{epoch:02d.safetensors"), 0, `ModelCheckpoint: filepath: a brace stands alone; write {epoch:02d}, or {{ for a brace`},
		{ModelCheckpoint("{val_loss}.safetensors"), 0, `ModelCheckpoint: filepath: there is no {val_loss}. There are epoch, loss, accuracy`},
		{ModelCheckpoint("{loss:d}.safetensors"), 0, `ModelCheckpoint: filepath: {loss} is no whole number; write {loss:.4f}`},
		{ModelCheckpoint("{batch}.safetensors"), 0, `ModelCheckpoint: filepath: there is no {batch}. There are epoch, loss, accuracy`},
		{ModelCheckpoint("a.safetensors", option("save_freq", 0)), 0, `ModelCheckpoint: save_freq: want at least 1, have 0`},
		{ModelCheckpoint("a.safetensors", option("save_freq", "batch")), 0, `ModelCheckpoint: save_freq: want epoch or a number of steps, have "batch"`},
		{ModelCheckpoint("a.safetensors", option("save_freq", 1.5)), 0, `ModelCheckpoint: save_freq: want epoch or a number of steps, have 1.5`},
		{ModelCheckpoint("a.safetensors", option("save_weights_only", true)), 0, `ModelCheckpoint: save_weights_only: a file here always holds the whole model, layers and weights; leave this out`},
		{ModelCheckpoint("a.safetensors", option("save_best_only", true)), 0, `ModelCheckpoint: monitor: there is no "val_loss" without validation data: give Fit a ValidationSplit or ValidationData, or monitor one of loss, accuracy`},
		{ModelCheckpoint("a.safetensors", option("save_best_only", true), option("save_freq", 5)), 0.2, `ModelCheckpoint: monitor: val_loss is measured at the end of an epoch, and save_freq counts steps`},
		{Progress(nil), 0, `Progress: want a writer, have none`},
	} {
		m, iris := flowers(t, "adam")
		h, err := m.Fit(iris.X, iris.Y, sequential.ValidationSplit(c.split), sequential.Callbacks(c.cb))
		if err == nil {
			t.Errorf("no error, want %s", c.want)
			continue
		}
		if h.Epochs != 0 {
			t.Errorf("%v: after %d epochs", err, h.Epochs)
		}
		if err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

func TestScheduleTaken(t *testing.T) {
	for _, cb := range []sequential.Callback{ReduceLROnPlateau("loss"), LearningRateScheduler(0.1)} {
		m, iris := flowers(t, "sgd(exponential_decay(0.1, 10, 0.5))")
		_, err := m.Fit(iris.X, iris.Y, sequential.Callbacks(cb))
		if err == nil || !strings.Contains(err.Error(), "the learning rate follows") {
			t.Errorf("%T: %v", cb, err)
		}
	}
}

func TestNil(t *testing.T) {
	m, iris := flowers(t, "sgd")
	if _, err := m.Fit(iris.X, iris.Y, sequential.Callbacks(nil)); err == nil || err.Error() != "callbacks: one of them is nil" {
		t.Error(err)
	}
}
