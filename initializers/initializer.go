// Package initializers holds the laws by which weights get their first values.
// Each is a value with Keras's defaults, such as GlorotUniform; Get gives it
// others: Get("random_normal(stddev=0.01)").
package initializers

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
)

// An Initializer fills an array of some shape, row-major, with first values.
type Initializer struct {
	Name    string     // as registered: "glorot_uniform"
	Args    []call.Arg // every parameter, so that it renders, saves and loads
	Formula string     // the law, for docs and explanations
	Seed    *int       // Fill's own random stream; nil: that of the model

	// Check says why arrays of a shape have no such values; nil if all have.
	Check func(shape []int) error
	// Fill sets w, the same bits for the same shape and stream on any machine.
	// It draws from r, or with a Seed from that, whatever r is: then all arrays of
	// one shape are alike, as in Keras.
	Fill func(w []float32, shape []int, r random.Stream)
}

// Call is the text that names i in Go, YAML and files.
func (i *Initializer) Call() call.Call { return call.Call{Name: i.Name, Args: i.Args} }

// String renders i as it is written: random_normal(stddev=0.01).
func (i *Initializer) String() string { return i.Call().String() }

// table has every initializer there is; each defines itself in its own file.
var table = registry.New("initializer", func(i *Initializer, c call.Call) *Initializer {
	b := *i
	b.Name, b.Args = c.Name, c.Args
	return &b
}).Spelled(registry.Snake)

// define adds an initializer with parameters P and returns it with their defaults.
func define[P any](class string, build func(*P) (*Initializer, error), aliases ...string) *Initializer {
	return registry.Builtin(table, class, build, aliases...)
}

// Get returns the initializer that v is or names: an *Initializer, or text such
// as "zeros" or "random_normal(stddev=0.01)".
func Get(v any) (*Initializer, error) { return table.Get(v) }

// Names lists all initializers.
func Names() []string { return table.Names() }

// Entries describes all registered initializers: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }

// Registered reports whether a file that names i can be loaded again.
func Registered(i *Initializer) bool { return table.Has(i.Name) }

// Register makes i usable by its name everywhere: in Go, in YAML and in files. A
// name that is taken, or a missing Fill, is an error.
func Register(i *Initializer) error {
	if i == nil || i.Fill == nil {
		return fmt.Errorf("initializers: %v needs a Name and Fill", i)
	}
	if err := table.Const(i.Name, i); err != nil {
		return fmt.Errorf("initializers: %w", err)
	}
	return nil
}
