// Package activations holds the functions that a layer applies to its output:
// maps from a vector to a vector of the same length. Most are element-wise, the
// special case; softmax is not. A layer marked softmax computes all its sums
// first, and softmax is then applied once, to the whole vector of them.
//
// Each is a value with Keras's defaults, such as ReLU and LeakyReLU; With gives
// it other parameters. Only Threshold, whose parameters have no defaults, is a
// function. Get finds all of them by text.
package activations

import (
	"fmt"
	"math"
	"sync"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/kernel"
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

	act   kernel.Act // what InProduct says,
	actIs uintptr    // if Apply is still this function
}

// Call is the text that names a in Go, YAML and files.
func (a *Activation) Call() call.Call { return call.Call{Name: a.Name, Args: a.Args} }

// String renders a as it is written: relu, leaky_relu(negative_slope=0.1).
func (a *Activation) String() string { return a.Call().String() }

// With returns the activation of a's name with other parameters, in their order
// or as options: activations.LeakyReLU.With(0.1). Those not given have Keras's
// defaults, whatever a has.
func (a *Activation) With(parameters ...any) (*Activation, error) {
	return table.New(a.Name, parameters...)
}

// At is f(x), for pictures. It is NaN for a vector-wise function, which has no
// value at one number.
func (a *Activation) At(x float64) float64 {
	if a.Scope == Vectorwise {
		return math.NaN()
	}
	v := []float32{float32(x)}
	a.Apply(v, v, 1)
	return float64(v[0])
}

// table has every activation there is; each defines itself in its own file.
var table = registry.New("activation", func(a *Activation, c call.Call) *Activation {
	b := *a
	b.Name, b.Args = c.Name, c.Args
	return &b
})

// define adds an activation with parameters P and returns it with their defaults.
func define[P any](name string, build func(*P) (*Activation, error), aliases ...string) *Activation {
	return registry.Builtin(table, name, build, aliases...)
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

// Entries describes all registered activations: names, aliases, parameters.
func Entries() []registry.Entry { return table.Entries() }

// Registered reports whether a file that names a can be loaded again.
func Registered(a *Activation) bool { return table.Has(a.Name) }

// own has the names that users registered.
var own sync.Map

// IsCustom reports whether a is a user's own, of which nothing is known but what
// it says of itself.
func IsCustom(a *Activation) bool {
	_, registered := own.Load(a.Name)
	return registered || !table.Has(a.Name)
}

// Register makes a usable by its name everywhere: in Go, in YAML and in files.
// A name that is taken, or a function that is missing, is an error.
func Register(a *Activation) error {
	if a == nil || a.Apply == nil || a.Grad == nil {
		return fmt.Errorf("activations: %v needs a Name, Apply and Grad", a)
	}
	if err := table.Const(a.Name, a); err != nil {
		return fmt.Errorf("activations: %w", err)
	}
	own.Store(a.Name, true)
	return nil
}
