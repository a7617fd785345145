package kernel

import (
	"runtime"
	"sync/atomic"
	"time"
)

// A Later is a job for helpers that have nothing else to do: they begin it while
// the caller does what cannot be shared. It is kept and used again; one goroutine
// at a time may call its methods.
type Later struct {
	job      Job
	n, piece int
	cost     int           // nanoseconds for all of it
	word     atomic.Uint64 // as in crew: a count of offers, the pieces taken and all pieces
	done     atomic.Int64  // pieces of those taken
	rest     rest
}

// rest is the part of a job from a place on.
type rest struct {
	job  Job
	from int
}

func (r *rest) Do(from, to int) { r.job.Do(r.from+from, r.from+to) }

// Offer puts up a job of n parts, piece of them at a time, that takes about so
// many nanoseconds alone. Finish must follow.
func (l *Later) Offer(n, piece, nanoseconds int, j Job) {
	l.job, l.n, l.piece, l.cost = j, n, piece, nanoseconds
	pieces := (n + piece - 1) / piece
	if pieces > pieceLow || runtime.GOMAXPROCS(0) < 2 {
		pieces = 0
	}
	l.done.Store(0)
	l.word.Store((l.word.Load()>>32+1)<<32 | uint64(pieces))
	if pieces > 0 {
		helpers.later.CompareAndSwap(nil, l)
	}
}

// Finish returns when the whole job is done: what nobody has begun is shared out
// now.
func (l *Later) Finish() {
	if l.job == nil { // nothing was offered
		return
	}
	taken := l.close()
	helpers.later.CompareAndSwap(l, nil)
	if from := min(taken*l.piece, l.n); from < l.n {
		l.rest = rest{l.job, from}
		Share(l.n-from, l.piece, l.cost/l.n*(l.n-from), &l.rest)
	}
	done := func(*crew) bool { return l.done.Load() == int64(taken) }
	for !helpers.lookFor(holdOut, done) {
		time.Sleep(holdOut) // a helper has lost its processor
	}
	l.job, l.rest = nil, rest{}
}

// close lets nobody begin a piece any more, and gives the number of those begun.
func (l *Later) close() int {
	for {
		seen := l.word.Load()
		taken := seen >> 16 & pieceLow
		if l.word.CompareAndSwap(seen, seen&^pieceLow|taken) {
			return int(taken)
		}
	}
}

// takePiece does one piece; false if there is none.
func (l *Later) takePiece() bool {
	seen := l.word.Load()
	taken, end := int(seen>>16&pieceLow), int(seen&pieceLow)
	if taken >= end || !l.word.CompareAndSwap(seen, seen+1<<16) {
		return false
	}
	from := taken * l.piece
	l.job.Do(from, min(from+l.piece, l.n))
	l.done.Add(1)
	return true
}

// helpLater does a piece of what waits for idle helpers; false if there is none.
func (c *crew) helpLater() bool {
	l := c.later.Load()
	return l != nil && l.takePiece()
}
