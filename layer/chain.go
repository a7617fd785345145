package layer

import (
	"errors"
	"fmt"
)

var _ = Define[Chain]("Sequential", "Chain")

// Chain runs layers one after the other. A Sequential model is one, and one may
// be a layer of another.
type Chain struct {
	Layers []Spec `yaml:"layers" required:"true" doc:"the layers, from the input on"`
	Common `yaml:",inline"`
}

// NewChain returns a Chain of specs.
func NewChain(specs ...Spec) *Chain { return New(&Chain{}, specs) }

// Build builds the layers on each other's outputs.
func (s *Chain) Build(n *Node) (Layer, error) {
	if len(s.Layers) == 0 {
		return nil, errors.New("want at least one layer, have none")
	}
	c := &chain{}
	shape, masked, widest, widestIn := n.In, n.Masked, 0, 0
	for i, l := range s.Layers {
		if l == nil {
			return nil, fmt.Errorf("layer %d is nil", i+1)
		}
		in, err := n.Child("layers", l, shape, masked, 1)
		if err != nil {
			return nil, err
		}
		k := link{node: in}
		if i < len(s.Layers)-1 && !in.View {
			k.y = n.Buffer(Tape, in.Out.Size(), 0)
			widest = max(widest, in.Out.Size())
		}
		if i > 0 && !in.View {
			widestIn = max(widestIn, in.In.Size())
		}
		if c.first == i && !in.Learns() {
			c.first++
		}
		c.links = append(c.links, k)
		shape, masked = in.Out, in.OutMasked()
		n.Tail = in
	}
	n.Out, n.Mask = shape, TailsMask
	for i := range c.work {
		c.work[i] = n.Buffer(Work, widest, 0)   // outputs in turn, where nothing is kept
		c.back[i] = n.Buffer(Back, widestIn, 0) // gradients in turn
	}
	return c, nil
}

type link struct {
	node *Node
	y    *Buffer // nil for the last, and for views
}

type chain struct {
	links      []link
	first      int // the first that learns
	work, back [2]*Buffer
}

func (c *chain) Forward(f *Frame) {
	x, mask, own, turn := f.X, f.Mask, false, 0
	last := len(c.links) - 1
	for i, l := range c.links {
		var y []float32
		switch {
		case i == last:
			y = f.Y
		case l.node.View:
			y = x
		case l.node.InPlace && own && !f.run.tape:
			y = x
		default:
			if y = f.Buf(l.y); y == nil {
				y = f.Buf(c.work[turn])[:f.Rows*l.node.Out.Size()]
				turn, own = 1-turn, true
			}
		}
		mask = f.Forward(l.node, f.Rows, x, y, mask)
		x = y
	}
}

func (c *chain) Backward(f *Frame) {
	dy, turn := f.DY, 0
	for i := len(c.links) - 1; i >= 0; i-- {
		n := c.links[i].node
		var dx []float32
		switch {
		case i == 0:
			dx = f.DX
		case i <= c.first && f.DX == nil: // nobody further down wants one
		case n.View:
			dx = dy
		default:
			dx = f.Buf(c.back[turn])[:f.Rows*n.In.Size()]
			turn = 1 - turn
		}
		f.Backward(n, dx, dy)
		if dy = dx; dy == nil {
			return
		}
	}
}
