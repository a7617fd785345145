// Package regularizers holds penalties: what is added to the loss for the size
// or the shape of weights, or of a layer's outputs. Each is a value with Keras's
// defaults, such as L2; Get gives it others: Get("l2(1e-4)").
package regularizers

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// A Regularizer is a penalty on an array w of some shape, row-major.
type Regularizer struct {
	Name    string     // as registered: "l2"
	Args    []call.Arg // every parameter, so that it renders, saves and loads
	Formula string     // for docs and explanations

	// Check says why there is no penalty on arrays of a shape; nil if there is
	// one on all.
	Check func(shape []int) error
	// Value is the penalty.
	Value func(w []float32, shape []int) float64
	// Grad adds c·∂Value/∂w to d, which is as long as w.
	Grad func(d, w []float32, shape []int, c float32)
}

// Call is the text that names r in Go, YAML and files.
func (r *Regularizer) Call() call.Call { return call.Call{Name: r.Name, Args: r.Args} }

// String renders r as it is written: l2(0.0001).
func (r *Regularizer) String() string { return r.Call().String() }

// table has every regularizer there is; each defines itself in its own file.
var table = registry.New("regularizer", func(r *Regularizer, c call.Call) *Regularizer {
	b := *r
	b.Name, b.Args = c.Name, c.Args
	return &b
}).Spelled(registry.Snake)

// define adds a regularizer with parameters P and returns it with their defaults.
func define[P any](class string, build func(*P) (*Regularizer, error)) *Regularizer {
	return registry.Builtin(table, class, build)
}

// Get returns the regularizer that v is or names: a *Regularizer, or text such as
// "l2" or "l2(1e-4)".
func Get(v any) (*Regularizer, error) { return table.Get(v) }

// Names lists all regularizers.
func Names() []string { return table.Names() }

// Entries describes all registered regularizers: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }

// Registered reports whether a file that names r can be loaded again.
func Registered(r *Regularizer) bool { return table.Has(r.Name) }

// Register makes r usable by its name everywhere: in Go, in YAML and in files. A
// name that is taken, or a function that is missing, is an error.
func Register(r *Regularizer) error {
	if r == nil || r.Value == nil || r.Grad == nil {
		return fmt.Errorf("regularizers: %v needs a Name, Value and Grad", r)
	}
	if err := table.Const(r.Name, r); err != nil {
		return fmt.Errorf("regularizers: %w", err)
	}
	return nil
}
