// Package constraints holds what weights may be held to: after each step of the
// optimizer a constraint moves them back to where it allows. Each is a value with
// Keras's defaults, such as MaxNorm; Get gives it others: Get("max_norm(3)").
package constraints

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// A Constraint holds an array w of some shape, row-major, to a condition.
type Constraint struct {
	Name    string     // as registered: "max_norm"
	Args    []call.Arg // every parameter, so that it renders, saves and loads
	Formula string     // the condition, for docs and explanations

	// Check says why arrays of a shape cannot be held to it; nil if all can.
	Check func(shape []int) error
	// Apply moves w to where the condition holds. It allocates nothing.
	Apply func(w []float32, shape []int)
}

// Call is the text that names c in Go, YAML and files.
func (c *Constraint) Call() call.Call { return call.Call{Name: c.Name, Args: c.Args} }

// String renders c as it is written: max_norm(max_value=3.0).
func (c *Constraint) String() string { return c.Call().String() }

// table has every constraint there is; each defines itself in its own file.
var table = registry.New("constraint", func(c *Constraint, text call.Call) *Constraint {
	b := *c
	b.Name, b.Args = text.Name, text.Args
	return &b
}).Spelled(registry.Snake)

// define adds a constraint with parameters P and returns it with their defaults.
func define[P any](class string, build func(*P) (*Constraint, error)) *Constraint {
	return registry.Builtin(table, class, build)
}

// Get returns the constraint that v is or names: a *Constraint, or text such as
// "non_neg" or "max_norm(3, axis=[0, 1, 2])".
func Get(v any) (*Constraint, error) { return table.Get(v) }

// Names lists all constraints.
func Names() []string { return table.Names() }

// Entries describes all registered constraints: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }

// Registered reports whether a file that names c can be loaded again.
func Registered(c *Constraint) bool { return table.Has(c.Name) }

// Register makes c usable by its name everywhere: in Go, in YAML and in files. A
// name that is taken, or a missing Apply, is an error.
func Register(c *Constraint) error {
	if c == nil || c.Apply == nil {
		return fmt.Errorf("constraints: %v needs a Name and Apply", c)
	}
	if err := table.Const(c.Name, c); err != nil {
		return fmt.Errorf("constraints: %w", err)
	}
	return nil
}
