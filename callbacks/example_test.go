package callbacks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/layercake-go/layercake/callbacks"
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// train fits a small model to 150 flowers, for up to ten epochs.
func train(list ...sequential.Callback) *sequential.History {
	iris, err := data.Named("iris")
	if err != nil {
		panic(err)
	}
	model := sequential.New(layers.Input(4), layers.Dense(8, "relu"), layers.Dense(3, "softmax"))
	if err := model.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
		panic(err)
	}
	history, err := model.Fit(iris.X, iris.Y, sequential.Epochs(10), sequential.ValidationSplit(0.2), sequential.Callbacks(list...))
	if err != nil {
		fmt.Println(err)
	}
	return history
}

func ExampleEarlyStopping() {
	// No epoch can be better than the one before by a whole 5.
	history := train(callbacks.EarlyStopping("val_accuracy", with.MinDelta(5), with.Patience(3)))
	fmt.Println(history.Epochs, "epochs")
	// Output: 4 epochs
}

func ExampleModelCheckpoint() {
	dir, err := os.MkdirTemp("", "checkpoints")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	train(callbacks.ModelCheckpoint(filepath.Join(dir, "{epoch:02d}.safetensors")))

	model, err := sequential.Load(filepath.Join(dir, "07.safetensors"))
	if err != nil {
		panic(err)
	}
	fmt.Println(len(model.Layers()), "layers")
	// Output: 2 layers
}

func ExampleReduceLROnPlateau() {
	history := train(callbacks.ReduceLROnPlateau("val_accuracy", with.Factor(0.5), with.Patience(4), with.MinDelta(5)))
	fmt.Printf("%.6f\n", history.Values["learning_rate"])
	// Output: [0.001000 0.001000 0.001000 0.001000 0.001000 0.000500 0.000500 0.000500 0.000500 0.000250]
}

func ExampleLearningRateScheduler() {
	history := train(callbacks.LearningRateScheduler(func(epoch int, rate float64) float64 {
		if epoch < 8 {
			return rate
		}
		return rate / 2
	}))
	fmt.Printf("%.6f\n", history.Values["learning_rate"][6:])
	// Output: [0.001000 0.001000 0.000500 0.000250]
}

func ExampleLearningRateScheduler_schedule() {
	history := train(callbacks.LearningRateScheduler("exponential_decay(0.01, 1, 0.5)"))
	fmt.Printf("%.6f\n", history.Values["learning_rate"][:3])
	// Output: [0.010000 0.005000 0.002500]
}

func ExampleTerminateOnNaN() {
	history := train(callbacks.TerminateOnNaN())
	fmt.Printf("%d epochs, stopped: %q\n", history.Epochs, history.Stopped)
	// Output: 10 epochs, stopped: ""
}

func ExampleCSVLogger() {
	dir, err := os.MkdirTemp("", "log")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "log.csv")
	train(callbacks.CSVLogger(file))

	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	lines := strings.Split(string(text), "\n")
	fmt.Println(lines[0])
	// Output: epoch,accuracy,loss,val_accuracy,val_loss
}

func ExampleProgress() {
	history := train(callbacks.Progress(os.Stderr))
	fmt.Println(history.Names)
	// Output: [loss accuracy val_loss val_accuracy]
}

func ExampleGet() {
	stop, err := callbacks.Get("early_stopping(monitor=loss, min_delta=5, patience=2)")
	if err != nil {
		panic(err)
	}
	fmt.Println(train(stop).Epochs, "epochs")

	_, err = callbacks.Get("early_stopping(patience=2, restore=true)")
	fmt.Println(err)
	// Output:
	// 3 epochs
	// EarlyStopping has no "restore"; there are baseline, min_delta, mode, monitor, patience, restore_best_weights, start_from_epoch, verbose
}

// watcher is a callback of one's own that a text can name.
type watcher struct {
	Score string `yaml:"score" default:"loss"`
}

// On prints the first value of the score.
func (w *watcher) On(e sequential.Event, t *sequential.Training) error {
	if e == sequential.EpochEnd && t.Epoch == 0 {
		fmt.Println(w.Score, "is measured:", t.Logs.Get(w.Score) > 0)
	}
	return nil
}

// As a variable it is registered before main runs.
var registered = callbacks.Register("Watcher", func(w *watcher) (sequential.Callback, error) { return w, nil })

func ExampleRegister() {
	if registered != nil {
		panic(registered)
	}
	watch, err := callbacks.Get("watcher(score=val_loss)")
	if err != nil {
		panic(err)
	}
	train(watch)
	// Output: val_loss is measured: true
}
