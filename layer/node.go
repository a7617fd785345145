package layer

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/regularizers"
)

// A Node is a layer's place in a model: what it is given, what it makes of it
// and what it needs. Build fills it in; afterwards it does not change. Summary,
// pictures, files and memory plans read nodes and nothing else.
type Node struct {
	// Given to Build.
	Attr   string // where its parent keeps it: layers, layer, forward_layer
	Name   string
	Spec   Spec
	In     Shape
	Masked bool // a mask comes with the input
	Frozen bool // trainable: false, here or further out

	// Set by Build; each zero value is the common case.
	Out        Shape                     // what comes out; at first the same as In
	Activation *activations.Activation   // applied to Y after Forward, in one place; nil: none
	Activity   *regularizers.Regularizer // penalty on Y, per row; nil: none
	Mask       MaskRule                  // what becomes of the mask
	View       bool                      // Y is X in another shape: no arithmetic, no memory
	InPlace    bool                      // Forward may find Y and X the same slice when nothing runs backward
	Tail       *Node                     // the inner node whose output is this node's output, if one's is
	Seed       *int                      // a random stream of its own
	Adapt      func() Adapter            // learns from rows before training; nil: does not
	Adapted    *Param                    // its first value is 0 until Adapt has run
	Bent       bool                      // Y has been through functions of the layer's own: no plain sums, though Activation is nil
	Fan        int                       // products in each sum that Forward makes; 0 if it makes none
	Window     []int                     // positions that each output position sees, along each axis; nil: its own
	First      bool                      // X and Y have their channels first, not last
	Inside     Insider                   // what can be looked at besides Y; nil: nothing
	Label      string                    // for the summary: "Dropout 0.3"; "": the type's name
	ActsOn     string                    // what one call of it sees, where that is not its activation's business
	Note       string                    // a footnote to ActsOn

	Layer   Layer
	Params  []*Param // in Keras's order
	Inner   []*Node
	buffers []*Buffer

	parent    *Node
	pre, made *Buffer // pre-activation, made mask
	act       kernel.Act
	hasAct    bool // act is the same as Activation
	custom    bool // Activation is a user's own
	per       int  // rows of this node for each row of the model
	slot      int  // index among the siblings
}

// An Insider finds what a layer worked with on the first row of f, after Forward in a frame
// with Backward. It copies what it finds.
type Insider func(f *Frame) []Inside

// MaskRule says what a layer does with the mask of its input. A mask has a 1 or
// a 0 for each vector: each position of all axes but the last.
type MaskRule uint8

const (
	DropsMask  MaskRule = iota // the output has none
	PassesMask                 // the output has the input's, if there is one
	MakesMask                  // Forward writes f.OutMask
	TailsMask                  // the output has that of Tail
)

// OutMasked reports whether a mask goes out.
func (n *Node) OutMasked() bool {
	switch n.Mask {
	case PassesMask:
		return n.Masked
	case TailsMask:
		return n.Tail.OutMasked()
	}
	return n.Mask == MakesMask
}

// Path names n in its model, from the outside in: wrapper/dense.
func (n *Node) Path() string {
	if n.parent == nil || n.parent.parent == nil || n.parent.parent.parent == nil {
		return n.Name
	}
	return n.parent.Path() + "/" + n.Name
}

// Param declares a trainable array.
func (n *Node) Param(name string, s Shape, init *initializers.Initializer) *Param {
	p := &Param{Name: name, Shape: s, Init: init, Node: n}
	if n.Frozen {
		p.Kind = Frozen
	}
	n.Params = append(n.Params, p)
	return p
}

// State declares an array that the layer itself moves on, once a step.
func (n *Node) State(name string, s Shape, init *initializers.Initializer) *Param {
	p := n.Param(name, s, init)
	if p.Kind != Frozen {
		p.Kind = State
	}
	return p
}

// Life says how long a Buffer keeps what is written to it.
type Life uint8

const (
	Work Life = iota // until the call returns
	Back             // the same, but there only where Backward runs, else nil
	Keep             // from Forward until Backward returns
	Tape             // the same, but there only where Backward runs, else nil
	Pass             // until the whole model is done: what later layers read
	Held             // from one pass to the next, 0 before the first; there only in a session, else nil
)

// A Buffer is memory that a layer asks for: perRow values for each row of the
// frame, and fixed more.
type Buffer struct {
	life        Life
	size        linear
	train, pred linear // offsets in the slab; pred is unset for Back and Tape
	held        linear // offset in the slab of a session
}

// linear is a size or an offset that grows with the model's rows.
type linear struct{ row, fixed int }

func (a linear) plus(b linear) linear { return linear{a.row + b.row, a.fixed + b.fixed} }
func (a linear) at(rows int) int      { return a.row*rows + a.fixed }
func (a linear) max(b linear) linear  { return linear{max(a.row, b.row), max(a.fixed, b.fixed)} }

// Buffer asks for memory; Frame.Buf finds it.
func (n *Node) Buffer(life Life, perRow, fixed int) *Buffer {
	b := &Buffer{life: life, size: linear{perRow, fixed}}
	n.buffers = append(n.buffers, b)
	return b
}

// Child builds an inner layer, fed k rows of shape in for each row of n; masked
// says whether a mask comes with them. attr is the key, in YAML and in Keras's
// files, under which n keeps it.
func (n *Node) Child(attr string, s Spec, in Shape, masked bool, k int) (*Node, error) {
	c := &Node{Attr: attr, Spec: s, In: in, Out: in, Masked: masked, parent: n, per: n.per * k, slot: len(n.Inner)}
	c.Frozen = n.Frozen || !s.common().Trainable
	c.Name = n.childName(s)
	err := s.common().err
	for _, sibling := range n.Inner {
		if err == nil && sibling.Name == c.Name {
			err = fmt.Errorf("another layer has the name %q; names must differ", c.Name)
		}
	}
	if err == nil {
		c.Layer, err = s.Build(c)
	}
	if err == nil {
		err = c.checkParams()
	}
	if err == nil && tooBig(c.Out) {
		err = fmt.Errorf("its output %v is too big", c.Out)
	}
	if err != nil {
		return c, &Error{c, err}
	}
	if a := c.Activation; a != nil && a.Saves == activations.Input {
		c.keepInput()
	}
	c.custom = c.Activation != nil && activations.IsCustom(c.Activation)
	c.act, c.hasAct = c.Activation.InProduct()
	if c.Mask == MakesMask {
		c.made = c.Buffer(Pass, c.Out.Vectors(), 0)
	}
	n.Inner = append(n.Inner, c)
	return c, nil
}

// checkParams lets initializers, regularizers and constraints refuse the shapes
// that they are for.
func (n *Node) checkParams() error {
	var errs []error
	for _, p := range n.Params {
		if tooBig(p.Shape) {
			return fmt.Errorf("its weights %s of shape %v are too big", p.Name, []int(p.Shape))
		}
		if p.Init != nil && p.Init.Check != nil {
			errs = append(errs, keyError(p, "initializer", p.Init.Check(p.Shape)))
		}
		if p.Regularizer != nil && p.Regularizer.Check != nil {
			errs = append(errs, keyError(p, "regularizer", p.Regularizer.Check(p.Shape)))
		}
		if p.Constraint != nil && p.Constraint.Check != nil {
			errs = append(errs, keyError(p, "constraint", p.Constraint.Check(p.Shape)))
		}
	}
	return errors.Join(errs...)
}

func keyError(p *Param, what string, err error) error {
	if err == nil {
		return nil
	}
	return &registry.KeyError{Key: p.Name + "_" + what, Err: err}
}

// keepInput keeps what the activation is given, from Forward to Backward.
func (n *Node) keepInput() {
	if n.pre == nil {
		n.pre = n.Buffer(Tape, n.Out.Size(), 0)
	}
}

// childName is the given name, else Keras's: dense, dense_1, dense_2.
func (n *Node) childName(s Spec) string {
	if name := s.common().Name; name != "" {
		return name
	}
	base, k := Snake(TypeName(s)), 0
	for _, c := range n.Inner {
		if GivenName(c.Spec) == "" && TypeName(c.Spec) == TypeName(s) {
			k++
		}
	}
	for taken := true; taken; k++ {
		name := base
		if k > 0 {
			name = fmt.Sprintf("%s_%d", base, k)
		}
		taken = false
		for _, c := range n.Inner {
			taken = taken || c.Name == name
		}
		if !taken {
			return name
		}
	}
	return base
}

// tooBig refuses what no machine's memory holds, before anything is multiplied.
func tooBig(s Shape) bool {
	n := 1
	for _, d := range s {
		if d < 0 || d > 0 && n > maxValues/d {
			return true
		}
		n *= d
	}
	return false
}

const maxValues = 1 << 31

// Walk calls f for n and every node inside it, in order of building.
func (n *Node) Walk(f func(*Node)) {
	f(n)
	for _, c := range n.Inner {
		c.Walk(f)
	}
}

// Learns reports whether n has anything for an optimizer to move.
func (n *Node) Learns() (yes bool) {
	n.Walk(func(c *Node) {
		for _, p := range c.Params {
			yes = yes || p.Kind == Trainable
		}
	})
	return yes
}

// Source is the node that makes n's output: n itself, or, for a model inside
// another, its last layer with an activation or sums of its own.
func (n *Node) Source() *Node {
	for n.Activation == nil && n.Tail != nil {
		n = n.Tail
	}
	return n
}

// End is the node whose activation makes n's output, with nothing in between
// that a loss fused with that activation would pass over; nil if there is none.
func (n *Node) End() *Node {
	for n != nil && n.Activation == nil && n.Activity == nil {
		n = n.Tail
	}
	if n == nil || n.Activity != nil {
		return nil
	}
	return n
}

// An Error says which layer is wrong. A reader of specs finds the place in its
// text by Node.Spec, and the key by registry.Flat(Err).
type Error struct {
	Node *Node
	Err  error
}

func (e *Error) Error() string {
	return fmt.Sprintf("layer %q (%d): %v", e.Node.Name, e.Node.slot+1, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Place is the layer's number among its siblings, from 1.
func (e *Error) Place() int { return e.Node.slot + 1 }
