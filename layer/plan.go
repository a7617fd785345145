package layer

import (
	"math"

	"github.com/layercake-go/layercake/internal/random"
)

// A Plan is a built tree of layers with the places of its parameters in the
// weight slab (trainable, then state, then frozen) and of its buffers.
type Plan struct {
	Root             *Node // a holder: its one inner node is the model
	Net              *Node
	Params           []*Param // in Keras's order
	Trainable, State int      // lengths of the parts of the slab
	Weights          int      // length of the whole slab

	y, dy, rowLoss *Buffer
	train, pred    linear // sizes of the slabs
	held           linear
}

// NewPlan builds s for rows of shape in; masked says whether they come with a mask.
func NewPlan(s Spec, in Shape, masked bool) (*Plan, error) { return newPlan(s, in, masked, false) }

// NewLook is NewPlan for looking at layers at work: every activation's input is
// kept, for Frame.Look.
func NewLook(s Spec, in Shape) (*Plan, error) { return newPlan(s, in, false, true) }

func newPlan(s Spec, in Shape, masked, look bool) (*Plan, error) {
	root := &Node{Name: "root", In: in, per: 1}
	net, err := root.Child("", s, in, masked, 1)
	if err != nil {
		return nil, err
	}
	if look {
		net.Walk(func(n *Node) {
			if n.Activation != nil {
				n.keepInput()
			}
		})
	}
	p := &Plan{Root: root, Net: net}
	p.y = root.Buffer(Tape, net.Out.Size(), 0)
	p.dy = root.Buffer(Tape, net.Out.Size(), 0)
	p.rowLoss = root.Buffer(Tape, net.Out.Vectors(), 0)
	p.placeParams()
	p.placeBuffers()
	return p, nil
}

func (p *Plan) placeParams() {
	p.Root.Walk(func(n *Node) { p.Params = append(p.Params, n.Params...) })
	for i, q := range p.Params {
		q.number = i
	}
	for kind, end := range []*int{&p.Trainable, &p.State, &p.Weights} {
		for _, q := range p.Params {
			if q.Kind == Kind(kind) {
				q.at = p.Weights
				p.Weights += q.Shape.Size()
			}
		}
		*end = p.Weights
	}
	p.State -= p.Trainable
}

// placeBuffers lays what lives from Forward to Backward end to end, and the rest
// as a stack that grows with the depth of the tree: siblings share it. A run
// without Backward is all stack.
func (p *Plan) placeBuffers() {
	var kept, passed linear
	p.Root.Walk(func(n *Node) {
		for _, b := range n.buffers {
			switch b.life {
			case Held:
				b.held, p.held = p.held, p.held.plus(n.scale(b.size))
				continue
			case Keep, Tape, Pass:
				b.train, kept = kept, kept.plus(n.scale(b.size))
			}
			if b.life == Pass {
				b.pred, passed = passed, passed.plus(n.scale(b.size))
			}
		}
	})
	p.train = p.stack(p.Root, kept, func(b *Buffer) (*linear, bool) { return &b.train, b.life < Keep })
	p.pred = p.stack(p.Root, passed, func(b *Buffer) (*linear, bool) { return &b.pred, b.life == Work || b.life == Keep })
}

func (p *Plan) stack(n *Node, top linear, in func(*Buffer) (*linear, bool)) linear {
	for _, b := range n.buffers {
		if at, ok := in(b); ok {
			*at, top = top, top.plus(n.scale(b.size))
		}
	}
	end := top
	for _, c := range n.Inner {
		end = end.max(p.stack(c, top, in))
	}
	return end
}

func (n *Node) scale(s linear) linear { return linear{s.row * n.per, s.fixed} }

// Sizes is the number of values that a frame for rows rows holds, with and
// without Backward.
func (p *Plan) Sizes(rows int) (train, predict int) { return p.train.at(rows), p.pred.at(rows) }

// NewFrame returns a frame of the whole model for up to rows rows; backward
// says whether Backward will run in it, seed begins its random numbers.
func (p *Plan) NewFrame(rows int, backward bool, seed uint64) *Frame {
	run := &Run{rows: rows, tape: backward, fresh: make([]bool, len(p.Params))}
	size := p.pred
	if backward {
		size = p.train
	}
	run.slab = make([]float32, size.at(rows))
	return newFrame(p.Root, run, seed)
}

func newFrame(n *Node, run *Run, seed uint64) *Frame {
	if n.Seed != nil {
		seed = uint64(*n.Seed)
	}
	f := &Frame{node: n, run: run, stream: random.New(seed, "layer", n.Path())}
	for _, c := range n.Inner {
		f.inner = append(f.inner, newFrame(c, run, seed))
	}
	return f
}

// Holds reports whether a layer of the model keeps anything from one pass to the
// next in a session.
func (p *Plan) Holds() bool { return p.held != linear{} }

// NewSession is NewFrame for predicting only, with memory for what layers hold
// from one pass to the next.
func (p *Plan) NewSession(rows int, seed uint64) *Frame {
	f := p.NewFrame(rows, false, seed)
	f.run.held = make([]float32, p.held.at(rows))
	return f
}

// Forget makes a session's frame as new: nothing is held.
func (f *Frame) Forget() { clear(f.run.held) }

// Fits reports whether p and other have the same weights, at the same places.
func (p *Plan) Fits(other *Plan) bool { return sameParams(p.Params, other.Params) }

// Cap is the number of rows f has room for.
func (f *Frame) Cap() int { return f.run.rows }

// Run is what f shares with the frames inside it.
func (f *Frame) Run() *Run { return f.run }

// Bind gives f its weights and, to run backward, a slab of Trainable+State
// values for gradients and next states.
func (f *Frame) Bind(weights, changes []float32) { f.run.weights, f.run.changes = weights, changes }

// Predict runs the model forward on rows of x into y.
func (p *Plan) Predict(f *Frame, rows int, x, y, mask []float32) (outMask []float32) {
	f.Rows = rows
	return f.Forward(p.Net, rows, x, y, mask)
}

// Train runs the model forward; the result stays in the frame. y, dy and
// rowLoss are the frame's memory for the output, its gradient and the losses.
func (p *Plan) Train(f *Frame, rows int, x, mask []float32) (y, dy, rowLoss, outMask []float32) {
	f.Rows = rows
	y = f.Buf(p.y)
	outMask = f.Forward(p.Net, rows, x, y, mask)
	return y, f.Buf(p.dy), f.Buf(p.rowLoss), outMask
}

// ForgetGrads makes the next Backward set the gradients, not add to them. What
// they hold until then means nothing.
func (p *Plan) ForgetGrads(f *Frame) {
	for i := range f.run.fresh {
		f.run.fresh[i] = true
	}
}

// Backward runs the model backward from dy, adding to the gradients.
func (p *Plan) Backward(f *Frame, dx, dy []float32) {
	f.Backward(p.Net, dx, dy)
	for i, fresh := range f.run.fresh {
		if fresh { // no layer had anything to add
			f.Grad(p.Params[i])
		}
	}
}

// Penalize adds the regularizers of the parameters to the loss and, where there
// are gradients, to those.
func (p *Plan) Penalize(f *Frame) {
	for _, q := range p.Params {
		if q.Regularizer == nil {
			continue
		}
		w := f.W(q)
		f.Loss(q.Regularizer.Value(w, q.Shape))
		if g := f.Grad(q); g != nil {
			q.Regularizer.Grad(g, w, q.Shape, 1)
		}
	}
}

// Constrain applies the constraints of the parameters to a weight slab.
func (p *Plan) Constrain(w []float32) {
	for _, q := range p.Params {
		if q.Constraint != nil && q.Kind == Trainable {
			q.Constraint.Apply(window(w, q), q.Shape)
		}
	}
}

// Raw makes f leave the last activation, Net.End's, to its caller, or apply it
// again: the output is what it would be given, and DY the gradient on that.
func (p *Plan) Raw(f *Frame, yes bool) {
	if e := p.Net.End(); e != nil {
		f.of(e).raw = yes
	}
}

// of finds n's frame in f.
func (f *Frame) of(n *Node) *Frame {
	if f.node == n {
		return f
	}
	for _, g := range f.inner {
		if h := g.of(n); h != nil {
			return h
		}
	}
	return nil
}

// Look returns what n was given and put out in the last forward pass of f, and
// what its activation was given if that was kept (a frame with Backward). It is
// for pictures and explanations.
func (f *Frame) Look(n *Node) (x, z, y []float32) {
	g := f.of(n)
	return g.X, g.Buf(n.pre), g.Y
}

// Window is p's part of a slab of weights or changes.
func Window(slab []float32, p *Param) []float32 { return window(slab, p) }

// Initialize fills w with p's first values: a pure function of the seed and p's
// path.
func (p *Param) Initialize(w []float32, seed uint64) {
	if p.start != nil {
		copy(w, p.start)
		return
	}
	if p.Init == nil {
		clear(w)
		return
	}
	p.Init.Fill(w, p.Shape, random.New(seed, "weights", p.Path()))
}

// Init fills a new weight slab.
func (p *Plan) Init(w []float32, seed uint64) {
	for _, q := range p.Params {
		q.Initialize(window(w, q), seed)
	}
}

// Poison fills the memory of f with NaN: for tests that nothing reads what it
// did not write.
func (f *Frame) Poison() {
	for i := range f.run.slab {
		f.run.slab[i] = float32(math.NaN())
	}
}
