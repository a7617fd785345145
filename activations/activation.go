// Package activations holds the functions that a layer applies to its output:
// maps from a vector to a vector of the same length. Most are element-wise, the
// special case; softmax is not. A layer marked softmax computes all its sums
// first, and softmax is then applied once, to the whole vector of them.
package activations

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// Scope says how many numbers one call of a function sees.
type Scope uint8

const (
	// Elementwise: y[i] depends on x[i] alone; the Jacobian is diagonal.
	Elementwise Scope = iota
	// Vectorwise: y[i] depends on its whole row (the last axis); the Jacobian is full.
	Vectorwise
)

// String is "element-wise" or "vector-wise".
func (s Scope) String() string {
	if s == Vectorwise {
		return "vector-wise"
	}
	return "element-wise"
}

// Saves says what Grad reads besides dy.
type Saves uint8

const (
	Output Saves = iota // y alone: x may be overwritten by y
	Input               // x, and y if it likes
)

// An Activation is a differentiable function from ℝⁿ to ℝⁿ.
type Activation struct {
	Name    string     // as registered: "leaky_relu"
	Args    []call.Arg // every parameter, so that it renders, saves and loads
	Formula string     // for docs, explanations and pictures
	Scope   Scope
	Saves   Saves
	Simplex bool // its outputs are shares of one whole: none below 0, Σ = 1

	// Apply sets y = f(x) for whole rows of n values; only a Vectorwise one
	// looks at n. y may be x.
	Apply func(y, x []float32, n int)
	// Grad sets dx = Jᵀ·dy, row by row. dx may be dy; x is nil unless Saves is Input.
	Grad func(dx, dy, y, x []float32, n int)
}

// Call is the text that names a in Go, YAML and files.
func (a *Activation) Call() call.Call { return call.Call{Name: a.Name, Args: a.Args} }

// String renders a as it is written: relu, leaky_relu(negative_slope=0.1).
func (a *Activation) String() string { return a.Call().String() }

// table has every activation there is; each defines itself in its own file.
var table = registry.New("activation", func(a *Activation, c call.Call) *Activation {
	b := *a
	b.Name, b.Args = c.Name, c.Args
	return &b
})

// define adds an activation with parameters P.
func define[P any](name string, build func(*P) (*Activation, error), aliases ...string) struct{} {
	return registry.Must(registry.Define(table, name, build, aliases...))
}

// fixed adds an activation without parameters.
func fixed(a *Activation, aliases ...string) *Activation {
	registry.Must(table.Const(a.Name, a, aliases...))
	return a
}

// Get returns the activation that v is or names: an *Activation, or text such
// as "relu" or "leaky_relu(negative_slope=0.1)".
func Get(v any) (*Activation, error) { return table.Get(v) }

// Names lists all activations.
func Names() []string { return table.Names() }

// Registered reports whether a file that names a can be loaded again.
func Registered(a *Activation) bool { return table.Has(a.Name) }

// Register makes a usable by its name everywhere: in Go, in YAML and in files.
// A name that is taken, or a function that is missing, is an error.
func Register(a *Activation) error {
	if a == nil || a.Apply == nil || a.Grad == nil {
		return fmt.Errorf("activations: %v needs a Name, Apply and Grad", a)
	}
	if err := table.Const(a.Name, a); err != nil {
		return fmt.Errorf("activations: %w", err)
	}
	return nil
}
