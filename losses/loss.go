// Package losses says how far predictions are from their targets, row by row.
// A row is one vector along the last axis: the 10 shares that a softmax gives
// one image, or one position of one sequence. Masks, sample weights and means
// over a batch are none of a loss's business: they are one weight a row, and
// the model applies them.
package losses

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// A Loss compares rows of n predictions with rows of Width(n) targets. All its
// functions sum in float64 and allocate nothing.
type Loss struct {
	Name    string     // as registered: "mean_squared_error"
	Args    []call.Arg // every parameter, so that it renders, saves and loads
	Formula string     // the loss v of one row of predictions p (or scores z) and targets t

	// Reduction is how the losses v of a batch of rows become one number, which
	// the model sees to. Row r has the weight w[r], and m[r] is 0 if it is masked
	// or left out by Weight, else 1. Where the divisor is 0 the loss is 0.
	//
	//	sum_over_batch_size, mean   Σ v·w·m / Σ m, whatever the rows weigh
	//	mean_with_sample_weight     Σ v·w·m / Σ w·m
	//	sum                         Σ v·w·m
	//	none                        no number at all
	Reduction string

	FromLogits bool   // predictions are scores, from before the activation Link
	Link       string // the activation whose outputs it takes: "softmax", "sigmoid"; "" for any
	Integer    bool   // a target is the number of a class, from 0

	Width func(n int) int   // targets for n predictions: n (also if Width is nil), or 1
	Fits  func(n int) error // what is wrong with rows of n predictions; nil if none is

	Rows   func(v, p, t []float32, n int) // sets v[r] to the loss of row r
	Grad   func(d, p, t []float32, n int) // sets d = ∂v[r]/∂p; d may be p
	Weight func(w, t []float32, n int)    // sets w[r] = 0 where target r says to leave the row out; nil if none does
	Fused  map[string]Fusion              // by the name of the activation that makes p

	err error // what a constructor was given wrongly
}

// Call is the text that names l in Go, YAML and files.
func (l *Loss) Call() call.Call { return call.Call{Name: l.Name, Args: l.Args} }

// String renders l as it is written: mean_squared_error, huber(delta=2.0).
func (l *Loss) String() string { return l.Call().String() }

// AsLogits is l for predictions that are scores, as from_logits=True makes it.
// A loss without that parameter is an error.
func (l *Loss) AsLogits() (*Loss, error) {
	if l.FromLogits {
		return l, nil
	}
	if _, ok := l.Call().Get("from_logits"); !ok {
		return nil, fmt.Errorf("loss %s takes no scores: it has no from_logits", l)
	}
	return table.With(l.Call(), "from_logits", true)
}

// table has every loss there is; each defines itself in its own file.
var table = registry.New("loss", func(l *Loss, c call.Call) *Loss {
	b := *l
	b.Name, b.Args = c.Name, c.Args
	return &b
}).Spelled(registry.Snake)

// define adds a loss with parameters P.
func define[P any](name string, build func(*P) (*Loss, error), aliases ...string) struct{} {
	return registry.Must(registry.Define(table, name, build, aliases...))
}

// construct is what each constructor does: arguments without a name go by their
// place, options by their key. It never fails; Err tells.
func construct(class string, more []any) *Loss {
	l, err := table.New(class, more...)
	if err != nil {
		return &Loss{Name: table.Shown(class), err: err}
	}
	return l
}

// Err is what is wrong with l: arguments that its constructor could not take, or
// a missing function; nil if it can be used.
func (l *Loss) Err() error {
	switch {
	case l == nil:
		return errors.New("want a loss, have none")
	case l.err != nil:
		return l.err
	case l.Rows == nil || l.Grad == nil:
		return fmt.Errorf("loss %q needs Rows and Grad", l.Name)
	}
	return nil
}

// Get returns the loss that v is or names: a *Loss, or text such as "mse" or
// "huber(delta=2)". A *Loss that lacks Width or Reduction gets the usual ones, in
// a copy; one with an Err is an error.
func Get(v any) (*Loss, error) {
	l, err := table.Get(v)
	if err != nil {
		return nil, err
	}
	return complete(l)
}

// Names lists all losses, sorted.
func Names() []string { return table.Names() }

// Registered reports whether a file that names l can be loaded again.
func Registered(l *Loss) bool { return table.Has(l.Name) }

// Register makes l usable by its name everywhere: in Go, in YAML and in files.
// A name that is taken, or a function that is missing, is an error.
func Register(l *Loss) error {
	l, err := complete(l)
	if err == nil {
		err = table.Const(l.Name, l)
	}
	if err != nil {
		return fmt.Errorf("losses: %w", err)
	}
	return nil
}

// complete fills in what a Loss may leave out, in a copy.
func complete(l *Loss) (*Loss, error) {
	if err := l.Err(); err != nil || l.Width != nil && l.Reduction != "" {
		return l, err
	}
	b := *l
	if b.Width == nil {
		b.Width = same
	}
	if b.Reduction == "" {
		b.Reduction = standard
	}
	return &b, nil
}

func same(n int) int { return n }
func one(int) int    { return 1 }
