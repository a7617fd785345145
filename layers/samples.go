package layers

import (
	"sync"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// divisible is arithmetic of parts, mostly samples, that is the same for each: it
// does those from first to end−1, and writes nothing that the others touch. So it
// may be shared out over threads, and the bits do not depend on them.
type divisible func(f *layer.Frame, first, end int)

// share does n parts with all threads that help; nanoseconds is about how long
// they take alone. A layer that makes do when it is built allocates nothing.
func (do divisible) share(f *layer.Frame, n, nanoseconds int) {
	do.shareBy(f, n, 0, nanoseconds)
}

// shareBy is share with so many parts to a piece.
func (do divisible) shareBy(f *layer.Frame, n, piece, nanoseconds int) {
	p := shared.Get().(*parts)
	p.f, p.do = f, do
	kernel.Share(n, piece, nanoseconds, p)
	p.f, p.do = nil, nil
	shared.Put(p)
}

// parts are what kernel.Share is given.
type parts struct {
	f  *layer.Frame
	do divisible
}

func (p *parts) Do(from, to int) { p.do(p.f, from, to) }

var shared = sync.Pool{New: func() any { return new(parts) }}

// portions is how many parts the samples are cut into whose gradients of weights
// are made one beside the other, whatever the number of threads.
const portions = 16

// bySample is a layer without weights that shares out its samples both ways.
type bySample struct {
	forth, back divisible
	values      int // that a sample has: each takes about a nanosecond
}

func (l *bySample) Forward(f *layer.Frame) { l.forth.share(f, f.Rows, f.Rows*l.values) }

func (l *bySample) Backward(f *layer.Frame) {
	if f.DX != nil {
		l.back.share(f, f.Rows, f.Rows*l.values)
	}
}

// scratch is memory of one thread for one piece of work.
type scratch struct{ values []float32 }

// of is n values of no particular content.
func (s *scratch) of(n int) []float32 {
	if cap(s.values) < n {
		s.values = make([]float32, n)
	}
	return s.values[:n]
}

// scratches are pooled for each processor: what another one has written would have
// to come from its cache, which costs a step of a convolution a twentieth.
var scratches = sync.Pool{New: func() any { return new(scratch) }}
