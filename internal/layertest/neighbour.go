package layertest

import (
	"math"

	"github.com/layercake-go/layercake/layer"
)

// neighbours checks the layer in front of one that writes over all memory that
// is not its own to keep: what Forward leaves for Backward must be kept.
func (u *subject) neighbours(s layer.Spec) {
	size := 0
	u.plan.Net.Walk(func(n *layer.Node) { size += n.In.Size() + n.Out.Size() })
	untidy := &neighbour{size: 4*size + 4*u.plan.Weights, Common: layer.Common{Trainable: true}}
	// Both in a chain: names of weights, and so their first values, say how deep they lie.
	chained, beside := newSubject(u.t, u.c, layer.NewChain(s)), newSubject(u.t, u.c, layer.NewChain(s, untidy))
	modes(func(name string, train bool) {
		alone, together := chained.frame(train, true).all(), beside.frame(train, true).all()
		alone.outMask, together.outMask = nil, nil // the neighbour drops it
		u.sameAll(name+", beside another layer", together, alone)
	})
}

// neighbour puts out what it is given and leaves its memory full of NaN.
type neighbour struct {
	size int
	layer.Common
}

func (s *neighbour) Build(n *layer.Node) (layer.Layer, error) {
	return &untidy{[]*layer.Buffer{n.Buffer(layer.Work, s.size, s.size), n.Buffer(layer.Back, s.size, s.size)}}, nil
}

type untidy struct{ buffers []*layer.Buffer }

func (l *untidy) Forward(f *layer.Frame) {
	copy(f.Y, f.X)
	l.spoil(f)
}

func (l *untidy) Backward(f *layer.Frame) {
	copy(f.DX, f.DY)
	l.spoil(f)
}

func (l *untidy) spoil(f *layer.Frame) {
	for _, b := range l.buffers {
		v := f.Buf(b)
		for i := range v {
			v[i] = float32(math.NaN())
		}
	}
}
