// Package metrics measures predictions against targets over many batches:
// accuracy, the area under a curve, the mean of any loss.
package metrics

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// A Metric compares rows of n predictions with rows of Width(n) targets; a row
// is one vector along the last axis.
type Metric struct {
	Name  string     // as registered: "binary_accuracy"
	Args  []call.Arg // every parameter, so that it renders, saves and loads
	Label string     // the key in the history, where neither Name nor what the user wrote is meant; else ""

	Integer bool              // a target is the number of a class, from 0
	Higher  bool              // more is better
	Width   func(n int) int   // targets for n predictions: n (also if Width is nil), or 1
	Fits    func(n int) error // what is wrong with rows of n predictions; nil if none is. New relies on it
	New     func(n int) State // an empty State for rows of n predictions

	err error // what a constructor was given wrongly
}

// A State is a measurement under way. It adds up in float64, in the order of the
// rows, and is for one goroutine.
type State interface {
	// Reset forgets all rows.
	Reset()
	// Update adds rows of predictions p and their targets t; w has one weight a
	// row, or is nil for 1 throughout. It allocates nothing.
	Update(p, t, w []float32)
	// Result is the measure of all rows since Reset: one value, or one for each
	// threshold or column. It belongs to the State, and is good until the next call.
	Result() []float64
}

// Call is the text that names m in Go, YAML and files.
func (m *Metric) Call() call.Call { return call.Call{Name: m.Name, Args: m.Args} }

// String renders m as it is written: mean_squared_error, auc(curve=PR).
func (m *Metric) String() string { return m.Call().String() }

// AsLogits is m for predictions that are scores, as from_logits=True makes it. A
// metric without that parameter is an error.
func (m *Metric) AsLogits() (*Metric, error) {
	if _, ok := m.Call().Get("from_logits"); !ok {
		return nil, fmt.Errorf("metric %s takes no scores: it has no from_logits", m)
	}
	return table.With(m.Call(), "from_logits", true)
}

// table has every metric there is; each defines itself in its own file.
var table = registry.New("metric", func(m *Metric, c call.Call) *Metric {
	b := *m
	b.Name, b.Args = c.Name, c.Args
	return &b
}).Spelled(registry.Snake)

// named is what every metric may be given.
type named struct {
	Label *string `yaml:"name" default:"None" doc:"the key in the history"`
}

func (p *named) label(m *Metric) *Metric {
	if p.Label != nil {
		m.Label = *p.Label
	}
	return m
}

// parameters is a pointer to a struct that embeds named.
type parameters[P any] interface {
	*P
	label(*Metric) *Metric
}

// define adds a metric with parameters P.
func define[P any, Q parameters[P]](name string, build func(*P) (*Metric, error), aliases ...string) struct{} {
	return registry.Must(registry.Define(table, name, func(p *P) (*Metric, error) {
		m, err := build(p)
		if err != nil {
			return nil, err
		}
		return complete(Q(p).label(m))
	}, aliases...))
}

// fixed adds a metric without parameters of its own.
func fixed(name string, m Metric, aliases ...string) struct{} {
	return define(name, func(*named) (*Metric, error) { b := m; return &b, nil }, aliases...)
}

// construct is what each constructor does: arguments without a name go by their
// place, options by their key. It never fails; Err tells.
func construct(class string, more []any) *Metric {
	m, err := table.New(class, more...)
	if err != nil {
		return &Metric{Name: table.Shown(class), err: err}
	}
	return m
}

// Err is what is wrong with m: arguments that its constructor could not take, or
// a missing function; nil if it can be used.
func (m *Metric) Err() error {
	switch {
	case m == nil:
		return errors.New("want a metric, have none")
	case m.err != nil:
		return m.err
	case m.New == nil:
		return fmt.Errorf("metric %q needs New", m.Name)
	}
	return nil
}

// Get returns the metric that v is or names: a *Metric, text such as "mse" or
// "auc(curve=PR)", or a *losses.Loss, whose mean is meant. A *Metric that lacks
// Width gets the usual one, in a copy; one with an Err is an error.
//
// "accuracy" is Keras's class of that name, which compares for equality; what it
// means in Compile is the function Accuracy.
func Get(v any) (*Metric, error) {
	m, err := table.Get(v)
	if err != nil {
		return nil, err
	}
	return complete(m)
}

// Names lists all metrics, sorted.
func Names() []string { return table.Names() }

// Registered reports whether a file that names m can be loaded again.
func Registered(m *Metric) bool { return table.Has(m.Name) }

// Register makes m usable by its name everywhere: in Go, in YAML and in files. A
// name that is taken, or a missing New, is an error.
func Register(m *Metric) error {
	m, err := complete(m)
	if err == nil {
		err = table.Const(m.Name, m)
	}
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return nil
}

// complete fills in what a Metric may leave out, in a copy.
func complete(m *Metric) (*Metric, error) {
	if err := m.Err(); err != nil || m.Width != nil {
		return m, err
	}
	b := *m
	b.Width = same
	return &b, nil
}

func same(n int) int { return n }
func one(int) int    { return 1 }
