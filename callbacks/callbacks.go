// Package callbacks holds what may happen beside a training: stopping early,
// saving the best model, changing the learning rate, writing a log, showing
// progress. Names, parameters and defaults are Keras's.
//
//	model.Fit(x, y, sequential.Epochs(100), sequential.ValidationSplit(0.1),
//		sequential.Callbacks(
//			callbacks.EarlyStopping(with.Patience(5), with.RestoreBestWeights(true)),
//			callbacks.Progress(os.Stdout),
//		))
//
// A function is a callback too: sequential.CallbackFunc. A callback starts
// afresh with every Fit; it is for one Fit at a time.
//
// What a callback with verbose=1 does, and why, is told in History.Events, which
// Progress shows: the package prints nothing by itself.
package callbacks

import (
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/sequential"
)

// table has every callback that a text can name; each defines itself in its own
// file.
var table = registry.New[sequential.Callback]("callback", nil)

// configured is a callback that is its own parameters.
type configured[P any] interface {
	*P
	sequential.Callback
	check() error // what is wrong with the parameters
}

// define adds a callback with parameters P.
func define[P any, C configured[P]](name string) struct{} {
	return registry.Must(registry.Define(table, name, func(p *P) (sequential.Callback, error) {
		return C(p), C(p).check()
	}))
}

// construct is what each constructor does: args are those that it demands, more
// those that it allows. It never fails; TrainBegin tells.
func construct(name string, more []any, args ...any) sequential.Callback {
	cb, err := table.New(name, append(args, more...)...)
	if err != nil {
		return failure(name, err)
	}
	return cb
}

// failed is a callback that could not be made of what it was given.
type failed struct{ err error }

func failure(name string, err error) *failed {
	if !strings.HasPrefix(err.Error(), name) {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return &failed{err}
}

// On reports the mistake before anything is trained.
func (f *failed) On(e sequential.Event, _ *sequential.Training) error {
	if e == sequential.TrainBegin {
		return f.err
	}
	return nil
}

// Get returns the callback that v is or names: a sequential.Callback, or text
// such as "early_stopping(patience=3)". Each text gives a callback of its own.
func Get(v any) (sequential.Callback, error) {
	cb, err := table.Get(v)
	if f, ok := cb.(*failed); ok && err == nil {
		err = f.err
	}
	if err != nil {
		return nil, err
	}
	return cb, nil
}

// Names lists all callbacks that a text can name.
func Names() []string { return table.Names() }

// Entries describes all callbacks that a text can name: names, aliases,
// parameters.
func Entries() []registry.Entry { return table.Entries() }

// Register makes a callback usable by its name everywhere: in Go and in YAML. P
// is a struct of its parameters: a field with yaml:"key" and default:"value"
// tags for each. build makes the callback of parameters that were read. A name
// that is taken is an error.
func Register[P any](name string, build func(*P) (sequential.Callback, error), aliases ...string) error {
	if err := registry.Define(table, name, build, aliases...); err != nil {
		return fmt.Errorf("callbacks: %w", err)
	}
	return nil
}
