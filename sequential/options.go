package sequential

import (
	"fmt"
	"slices"
)

// A FitOption says more of how to train than the data does.
type FitOption func(*fitting)

// fitting is what the options of a Fit fill in.
type fitting struct {
	epochs, first, batch int
	shuffle              bool
	split                float64
	valX, valY           any
	classWeight          map[int]float64
	sampleWeight         []float32
	callbacks            []Callback
}

func newFitting(opts []FitOption) (*fitting, error) {
	f := &fitting{epochs: 1, batch: 32, shuffle: true}
	for _, o := range opts {
		if o != nil {
			o(f)
		}
	}
	switch {
	case f.epochs < 0:
		return nil, &OptionError{"epochs", fmt.Sprintf("want at least 0, have %d", f.epochs)}
	case f.batch < 1:
		return nil, &OptionError{"batch_size", fmt.Sprintf("want at least 1, have %d", f.batch)}
	case !(f.split >= 0 && f.split < 1):
		return nil, &OptionError{"validation_split", fmt.Sprintf("want a part from 0 up to 1, have %g", f.split)}
	case slices.Contains(f.callbacks, nil):
		return nil, &OptionError{"callbacks", "one of them is nil"}
	case f.first < 0 || f.first > f.epochs:
		return nil, &OptionError{"initial_epoch", fmt.Sprintf("want 0 to epochs, %d, have %d", f.epochs, f.first)}
	}
	return f, nil
}

// An OptionError says which option of Fit is wrong.
type OptionError struct{ Option, Msg string }

func (e *OptionError) Error() string { return e.Option + ": " + e.Msg }

// Epochs is how many times Fit goes through the data; 1 by default.
func Epochs(n int) FitOption { return func(f *fitting) { f.epochs = n } }

// InitialEpoch is the number of the first epoch, to go on with a training.
func InitialEpoch(n int) FitOption { return func(f *fitting) { f.first = n } }

// BatchSize is how many samples make one step; 32 by default.
func BatchSize(n int) FitOption { return func(f *fitting) { f.batch = n } }

// Shuffle says whether every epoch goes through the samples in an order of its
// own, drawn from the model's seed; true by default.
func Shuffle(yes bool) FitOption { return func(f *fitting) { f.shuffle = yes } }

// ValidationSplit keeps a part of the samples, from 0 up to 1, for measuring
// after each epoch. It is drawn from the model's seed, stratified by class where
// there are classes, before anything is adapted or fitted. With Shuffle(false)
// it is the last samples, as in Keras.
func ValidationSplit(part float64) FitOption { return func(f *fitting) { f.split = part } }

// ValidationData gives samples for measuring after each epoch.
func ValidationData(x, y any) FitOption { return func(f *fitting) { f.valX, f.valY = x, y } }

// ClassWeight says how much each class counts in the loss; 1 if it is not named.
func ClassWeight(w map[int]float64) FitOption { return func(f *fitting) { f.classWeight = w } }

// SampleWeight says how much each sample counts in the loss and in the weighted
// metrics: one number a row of x.
func SampleWeight(w []float32) FitOption { return func(f *fitting) { f.sampleWeight = w } }

// Callbacks are told of the beginning and end of training, epochs and steps.
func Callbacks(list ...Callback) FitOption {
	return func(f *fitting) { f.callbacks = append(f.callbacks, list...) }
}
