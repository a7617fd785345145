package sequential

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// predict runs rows of x into y with the newest weights. It returns the place of
// the first value of x that is no number, or -1; then y means nothing.
func (b *built) predict(y, x []float32, raw bool) (bad int, err error) {
	s := b.public.get()
	defer s.release()
	rows := len(x) / b.x1
	if rows == 1 {
		f := b.frames.take()
		bad, err = b.chunk(f, s.weights, y, x, raw, 0)
		b.frames.put(f)
		return bad, err
	}
	p := b.pieces.Get().(*pieces)
	defer b.pieces.Put(p)
	return p.predict(s.weights, y, x, raw, rows)
}

// chunk runs rows of x, the first of which has that number, in f.
func (b *built) chunk(f *layer.Frame, weights, y, x []float32, raw bool, first int) (bad int, err error) {
	if i := kernel.FirstNonFinite(x); i >= 0 {
		return first*b.x1 + i, nil
	}
	f.Bind(weights, nil)
	run := f.Run()
	run.Train, run.Penalize, run.Err, run.First = false, false, nil, first
	b.plan.Raw(f, raw)
	b.plan.Predict(f, len(x)/b.x1, x, y, nil)
	return -1, shifted(run.Err, first)
}

// frames are those that Predict uses. The one that lies ready is taken without
// a lock, and no garbage collection takes it away.
type frames struct {
	ready atomic.Pointer[layer.Frame]
	rest  sync.Pool
}

func (s *frames) take() *layer.Frame {
	if f := s.ready.Swap(nil); f != nil {
		return f
	}
	return s.rest.Get().(*layer.Frame)
}

func (s *frames) put(f *layer.Frame) {
	if !s.ready.CompareAndSwap(nil, f) {
		s.rest.Put(f)
	}
}

// pieces are the rows of one call of Predict, shared out over threads.
type pieces struct {
	b             *built
	weights, y, x []float32
	raw           bool
	size          int // rows of a piece

	mu       sync.Mutex
	bad      int // the first value that is no number, or -1
	err      error
	errAt    int // the row of err
	panicked any // what a user's layer or activation has panicked with
}

// leastPiece is how many rows a thread takes at least: with fewer, reading the
// weights takes longer than computing.
const leastPiece = 32

func (p *pieces) predict(weights, y, x []float32, raw bool, rows int) (int, error) {
	p.weights, p.y, p.x, p.raw, p.bad, p.err = weights, y, x, raw, -1, nil
	p.size = min(max(rows/(2*runtime.GOMAXPROCS(0)), leastPiece), p.b.room)
	kernel.Share((rows+p.size-1)/p.size, 1, rows*p.b.cost, p)
	p.weights, p.y, p.x = nil, nil, nil
	if r := p.panicked; r != nil {
		p.panicked = nil
		panic(r) // where the caller can recover from it
	}
	return p.bad, p.err
}

// Do runs the rows of some pieces, as many at once as there is room for, up to
// the first that fail.
func (p *pieces) Do(from, to int) {
	defer func() {
		if r := recover(); r != nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.panicked = r
		}
	}()
	b := p.b
	f := b.frames.take()
	defer b.frames.put(f)
	end := min(to*p.size, len(p.x)/b.x1)
	for lo := from * p.size; lo < end; lo += b.room {
		hi := min(lo+b.room, end)
		bad, err := b.chunk(f, p.weights, p.y[lo*b.y1:hi*b.y1], p.x[lo*b.x1:hi*b.x1], p.raw, lo)
		if bad >= 0 || err != nil {
			p.fail(bad, err, lo)
			return
		}
	}
}

// fail keeps what goes wrong first, whichever thread finds it first.
func (p *pieces) fail(bad int, err error, at int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if bad >= 0 && (p.bad < 0 || bad < p.bad) {
		p.bad = bad
	}
	if err != nil && (p.err == nil || at < p.errAt) {
		p.err, p.errAt = err, at
	}
}
