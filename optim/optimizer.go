// Package optim holds the rules by which weights learn: SGD, Adam and the rest
// of Keras's, and the schedules of their learning rates. An optimizer knows
// nothing of layers: it moves one slab of weights against one slab of
// gradients.
//
// All arithmetic is float32, in Keras's order, so that a training follows
// Keras's own: the scalar factors too, since 1 − 0.999ᵗ loses most of its digits
// there, and the weights would drift apart otherwise.
package optim

import (
	"errors"
	"fmt"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// An Optimizer is a rule with what all optimizers share. It holds nothing of a
// training run, which is a State; one Optimizer may train many models.
type Optimizer struct {
	Name         string     // as registered: "adam"
	Args         []call.Arg // every parameter, so that it renders, saves and loads
	Rule         Rule
	LearningRate *Schedule
	Common

	err error // what a constructor was given wrongly
}

// Call is the text that names o in Go, YAML and files.
func (o *Optimizer) Call() call.Call { return call.Call{Name: o.Name, Args: o.Args} }

// String renders o as it is written: adam(learning_rate=0.01).
func (o *Optimizer) String() string { return o.Call().String() }

// Err is what is wrong with o: arguments that its constructor could not take,
// settings out of range, a missing rule; nil if it can train.
func (o *Optimizer) Err() error {
	switch {
	case o == nil:
		return errors.New("want an optimizer, have none")
	case o.err != nil:
		return o.err
	case o.Rule.Step == nil:
		return fmt.Errorf("optimizer %q has no Rule.Step", o.Name)
	}
	var rate error
	if err := o.LearningRate.Err(); err != nil {
		rate = &registry.KeyError{Key: "learning_rate", Err: err}
	}
	return errors.Join(rate, o.Common.check())
}

// table has every optimizer there is; each defines itself in its own file.
var table = registry.New("optimizer", func(o *Optimizer, c call.Call) *Optimizer {
	p := *o
	p.Name, p.Args = c.Name, numbers(c.Args)
	return &p
}).Spelled(strings.ToLower)

// Get returns the optimizer that v is or names: an *Optimizer, or text such as
// "adam" or "sgd(cosine_decay(0.1, 1000), momentum=0.9)".
func Get(v any) (*Optimizer, error) {
	o, err := table.Get(v)
	if err == nil {
		err = o.Err()
	}
	if err != nil {
		return nil, err
	}
	return o, nil
}

// Names lists all optimizers.
func Names() []string { return table.Names() }

// Entries describes all registered optimizers: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }

// Registered reports whether a file that names o, and its schedule, can be
// loaded again.
func Registered(o *Optimizer) bool {
	return o.Err() == nil && table.Has(o.Name) && (o.LearningRate.constant || schedules.Has(o.LearningRate.Name))
}

// Register makes an optimizer usable by its name everywhere: in Go, in YAML and
// in files. P is a struct of its parameters: a field with yaml:"key" and
// default:"value" tags for each, one of them a *Schedule, and Common embedded.
// build makes the Optimizer of parameters that were read; it sets Rule,
// LearningRate and Common. A name that is taken is an error.
func Register[P any](name string, build func(*P) (*Optimizer, error), aliases ...string) error {
	err := registry.Define(table, name, func(p *P) (*Optimizer, error) {
		o, err := build(p)
		if o != nil || err == nil {
			err = errors.Join(err, o.Err())
		}
		return o, err
	}, aliases...)
	if err != nil {
		return fmt.Errorf("optim: %w", err)
	}
	return nil
}

// define is Register for the package's own, whose steps share nothing.
func define[P any](class string, build func(*P) (*Optimizer, error)) struct{} {
	return registry.Must(Register(class, func(p *P) (*Optimizer, error) {
		o, err := build(p)
		if o != nil {
			o.Rule.concurrent = true
		}
		return o, err
	}))
}

// construct is what each constructor does: arguments without a name go by their
// place, options by their key. It never fails; Err tells.
func construct(class string, more []any) *Optimizer {
	o, err := table.New(class, more...)
	if err != nil {
		return &Optimizer{Name: table.Shown(class), err: err}
	}
	return o
}
