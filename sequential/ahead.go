package sequential

import (
	"sync/atomic"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/kernel"
)

// ahead reads the next batch while a step is made, with threads that have
// nothing else to do: its rows come from far away.
type ahead struct {
	src     data.Source
	x, y    []float32 // change places with those of the batch
	x1, y1  int       // values a sample
	indices []int
	failed  atomic.Bool
	later   kernel.Later
}

// aheadPiece is how many values are worth a piece: a microsecond or two, for a
// helper with one comes so much later to a product.
const aheadPiece = 1 << 12

// newAhead is nil for a source whose batches may take long, or fail.
func newAhead(src data.Source, b *batch) *ahead {
	if !data.InMemory(src) {
		return nil
	}
	return &ahead{src: src, x: make([]float32, len(b.x)), y: make([]float32, len(b.y)), x1: b.x1, y1: b.y1}
}

// begin has the rows of indices read.
func (a *ahead) begin(indices []int) {
	if a == nil {
		return
	}
	a.indices = indices
	a.failed.Store(false)
	a.later.Offer(len(indices), max(1, aheadPiece/max(a.x1, 1)), len(indices)*a.x1/kernel.GatherSpeed, a)
}

// Do reads some of the rows. What is wrong with them is said when their turn comes.
func (a *ahead) Do(from, to int) {
	x, y := a.x[from*a.x1:to*a.x1], a.y[from*a.y1:to*a.y1]
	if err := a.src.Batch(x, y, a.indices[from:to]); err != nil || kernel.FirstNonFinite(x) >= 0 {
		a.failed.Store(true)
	}
}

// end waits until nobody reads any more.
func (a *ahead) end() {
	if a != nil {
		a.later.Finish()
		a.indices = nil
	}
}

// has reports whether the rows of b.indices have been read and are numbers, and
// gives them to b.
func (a *ahead) has(b *batch) bool {
	if a == nil || len(a.indices) == 0 {
		return false
	}
	same := len(a.indices) == len(b.indices) && &a.indices[0] == &b.indices[0]
	a.end()
	if !same || a.failed.Load() {
		return false
	}
	a.x, b.x = b.x, a.x
	a.y, b.y = b.y, a.y
	return true
}
