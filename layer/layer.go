// Package layer says what a layer is: what a user writes (a Spec), what it
// becomes (a Node with a Layer), and the memory that it runs in (a Frame). The
// layers that there are live in package layers.
package layer

import (
	"github.com/layercake-go/layercake/constraints"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/regularizers"
)

// A Spec describes a layer before it is built: a pointer to a plain struct with
// yaml-tagged fields that embeds Common. It holds no weights, and its
// constructor never fails: Build says what is wrong.
type Spec interface {
	// Build checks the spec against n.In, fills in n (what the layer puts out;
	// which parameters, buffers and inner layers it needs) and returns its
	// arithmetic. Nothing in it depends on the number of rows.
	Build(n *Node) (Layer, error)

	common() *Common
}

// A Layer is the arithmetic of a built layer. It owns neither weights nor batch
// memory and never changes, so one Layer may run in many frames at once.
type Layer interface {
	// Forward sets f.Y from f.X, before the node's activation, and f.OutMask
	// if its Build said MakesMask.
	Forward(f *Frame)
	// Backward sets f.DX (unless nil) from f.DY and adds to f.Grad. X and Y are
	// as Forward left them, Y after the activation. It may overwrite DY.
	Backward(f *Frame)
}

// A Param is one array of a layer's weights.
type Param struct {
	Name  string
	Shape Shape
	Kind  Kind
	Init  *initializers.Initializer
	Node  *Node // whose it is

	Regularizer *regularizers.Regularizer // penalty on it; nil: none
	Constraint  *constraints.Constraint   // applied after each step; nil: none

	start  []float32 // first values, if not from Init
	at     int       // offset in the weight slab
	number int       // place in Plan.Params
}

// Path names p in its model: dense_1/kernel.
func (p *Param) Path() string { return p.Node.Path() + "/" + p.Name }

// Kind says how a Param changes.
type Kind uint8

const (
	Trainable Kind = iota // by the optimizer, from Frame.Grad
	State                 // by the layer, through Frame.Next: moving averages
	Frozen                // not at all; Frame.Grad is nil
)

// An Adapter learns a layer's statistics from the rows that it is given, before
// training (Normalization).
type Adapter interface {
	See(x []float32)                     // whole rows of the layer's input
	Done(weights func(*Param) []float32) // writes what was seen
}
