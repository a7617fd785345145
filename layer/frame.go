package layer

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/random"
)

// A Frame is the memory in which one node handles one batch. All slices are
// windows: X and Y row-major, Rows rows each.
type Frame struct {
	Rows          int
	X, Y          []float32
	DX, DY        []float32 // ∂loss/∂X, ∂loss/∂Y; DX is nil where nobody wants it
	Mask, OutMask []float32 // 1 or 0 a vector; nil: none

	node   *Node
	run    *Run
	inner  []*Frame
	raw    bool // the activation, and its gradient, are left to the caller
	acted  bool // Forward has applied the activation
	stream random.Stream
	slope  slope
}

// A Run is what all frames of one pass share.
type Run struct {
	Train    bool    // dropout drops, batch normalization uses the batch
	Penalize bool    // layers add their penalties to Loss
	Step     uint64  // names the random numbers of this step
	First    int     // number of the first row in the whole batch
	Loss     float64 // terms that layers add
	Err      error   // the first thing that a layer could not do

	weights, changes []float32 // the slabs
	fresh            []bool    // gradients that count as 0, by Param.number
	slab, held       []float32
	rows             int // capacity
	tape             bool
}

// Train reports whether this is a training step.
func (f *Frame) Train() bool { return f.run.Train }

// W is the window of p's weights; nil if p is.
func (f *Frame) W(p *Param) []float32 { return window(f.run.weights, p) }

// Grad is where Backward adds ∂loss/∂p; nil if p is, or is not trainable.
func (f *Frame) Grad(p *Param) []float32 {
	g, add := f.GradTo(p)
	if !add {
		clear(g)
	}
	return g
}

// GradTo is Grad for who can set as well as add, which saves a pass over the
// memory: without add, what g holds means nothing, and all of it must be set.
func (f *Frame) GradTo(p *Param) (g []float32, add bool) {
	if p == nil || p.Kind != Trainable || f.run.changes == nil {
		return nil, true
	}
	add = !f.run.fresh[p.number]
	f.run.fresh[p.number] = false
	return window(f.run.changes, p), add
}

// Next is what State p will be after this step: Forward moves it on in training.
func (f *Frame) Next(p *Param) []float32 {
	if p == nil || p.Kind != State || f.run.changes == nil {
		return nil
	}
	return window(f.run.changes, p)
}

func window(slab []float32, p *Param) []float32 {
	if p == nil {
		return nil
	}
	end := p.at + p.Shape.Size()
	return slab[p.at:end:end]
}

// Buf is the memory of b, for f.Rows rows; nil if b is, or is not there in this run.
func (f *Frame) Buf(b *Buffer) []float32 {
	if b == nil {
		return nil
	}
	if b.life == Held {
		if f.run.held == nil {
			return nil
		}
		return part(f.run.held, b.held.at(f.run.rows), b.size.at(f.Rows))
	}
	at := b.train
	if !f.run.tape {
		if b.life == Back || b.life == Tape {
			return nil
		}
		at = b.pred
	}
	return part(f.run.slab, at.at(f.run.rows), b.size.at(f.Rows))
}

func part(slab []float32, at, size int) []float32 { return slab[at : at+size : at+size] }

// Act is what the node's activation does to Y, if a matrix product can do it to
// its own elements: a Forward that asks must do it. Otherwise it is nothing, and
// the activation follows Forward as always.
func (f *Frame) Act() kernel.Act {
	if !f.node.hasAct || f.raw || f.Buf(f.node.pre) != nil {
		return kernel.Act{}
	}
	f.acted = true
	return f.node.act
}

// Row is the row of the model's batch that row r of f is, or is part of: for
// errors.
func (f *Frame) Row(r int) int { return r / f.node.per }

// Loss adds v to the loss of the batch.
func (f *Frame) Loss(v float64) {
	if f.run.Penalize {
		f.run.Loss += v
	}
}

// Fail says that this batch cannot be handled: an index out of range.
func (f *Frame) Fail(err error) {
	if f.run.Err == nil {
		f.run.Err = &Error{f.node, err}
	}
}

// Random returns the node's random numbers of this step, and the place of the
// frame's first input value in the whole batch: value i is element first+i of
// the stream, however the batch is cut.
func (f *Frame) Random() (s random.Stream, first uint64) {
	return f.stream.At(f.run.Step), uint64(f.run.First * f.node.per * f.node.In.Size())
}

// Forward runs inner node in on rows of x into y, and returns the mask of y.
// This is the one place where activations are applied.
func (f *Frame) Forward(in *Node, rows int, x, y, mask []float32) []float32 {
	g := f.inner[in.slot]
	g.Rows, g.X, g.Y, g.Mask, g.OutMask = rows, x, y, mask, nil
	switch in.Mask {
	case PassesMask:
		g.OutMask = mask
	case MakesMask:
		g.OutMask = g.Buf(in.made)
	}
	if z := g.Buf(in.pre); z != nil {
		g.Y = z
		in.Layer.Forward(g)
		g.Y = y
		if g.raw {
			copy(y, z)
		} else {
			in.Activation.Apply(y, z, in.Out.Last())
		}
	} else {
		g.acted = false
		in.Layer.Forward(g)
		if in.Activation != nil && !g.raw && !g.acted {
			in.Activation.Apply(y, y, in.Out.Last())
		}
	}
	if in.Mask == TailsMask {
		g.OutMask = g.inner[in.Tail.slot].OutMask
	}
	if in.Activity != nil && f.run.Penalize {
		f.Loss(in.Activity.Value(y, in.Out) / float64(rows))
	}
	return g.OutMask
}

// Backward runs inner node in backward, after Forward in the same frame.
func (f *Frame) Backward(in *Node, dx, dy []float32) {
	g := f.inner[in.slot]
	g.DX, g.DY = dx, dy
	if in.Activity != nil && f.run.Penalize {
		in.Activity.Grad(dy, g.Y, in.Out, 1/float32(g.Rows))
	}
	if in.Activation != nil && !g.raw {
		g.slope.share(g, in)
	}
	in.Layer.Backward(g)
}
