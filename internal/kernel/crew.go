package kernel

import (
	"runtime"
	"sync/atomic"
	"time"
)

// A divisible job can be done in pieces, in any order and at the same time: do
// does what belongs to from ≤ i < to. It must not panic.
type divisible interface{ do(from, to int) }

// crew are the goroutines that help with a job. It has one job at a time; who
// finds it busy works alone. The caller takes pieces like everyone else, and at
// the end waits only for pieces that somebody has begun: never for a helper
// that has not woken up.
//
// A helper that has finished looks out for the next job for a short while and
// then ends, so nothing is left of an idle crew.
type crew struct {
	busy     atomic.Bool   // somebody has the crew
	job      divisible     // this and the next two change only while no piece is to be had
	n, piece int           // i < n belong to the job, piece of them to a piece
	pieces   atomic.Uint64 // those left to take; see offer
	undone   atomic.Int64  // pieces that are not finished
	awake    atomic.Int64  // helpers
	sleeping atomic.Bool   // the caller waits for finished
	finished chan struct{}
}

var helpers = &crew{finished: make(chan struct{}, 1)}

// How long a helper looks out for its first piece, and for the next one after a
// piece, and how long a caller looks out for the last piece before it goes to
// sleep. A helper that comes too late for anything may be taking the caller's
// own processor, so it has less patience.
const (
	firstLook = 20 * time.Microsecond
	nextLook  = 100 * time.Microsecond
	holdOut   = 50 * time.Microsecond
	looks     = 32 // between two looks at the clock
	pieceLow  = 1<<16 - 1
)

// parallel does a job of n parts in pieces of so many of them. It allocates
// nothing; w should be a pointer to something that is kept and used again.
func parallel(n, piece int, w divisible) {
	pieces := (n + piece - 1) / piece
	if pieces < 2 || pieces > pieceLow || runtime.GOMAXPROCS(0) < 2 || !helpers.busy.CompareAndSwap(false, true) {
		w.do(0, n)
		return
	}
	helpers.run(n, piece, pieces, w)
	helpers.busy.Store(false)
}

// worth says whether so much work is worth dividing: more than the first limit
// while helpers look out for it, than the second if they must be woken.
func (c *crew) worth(work, awake, asleep int) bool {
	return work >= asleep || work >= awake && c.awake.Load() > 0
}

func (c *crew) run(n, piece, pieces int, w divisible) {
	c.job, c.n, c.piece = w, n, piece
	c.undone.Store(int64(pieces))
	c.offer(pieces)
	for want := min(runtime.GOMAXPROCS(0), pieces) - 1; c.awake.Load() < int64(want); {
		c.awake.Add(1)
		go help()
	}
	for c.takePiece() {
	}
	c.wait()
	c.job = nil
}

// offer puts up pieces: the word has a count of jobs, the next piece and the
// number of pieces. So a helper that comes late cannot take a piece of one job
// for one of another.
func (c *crew) offer(pieces int) {
	jobs := c.pieces.Load()>>32 + 1
	c.pieces.Store(jobs<<32 | uint64(pieces))
}

// takePiece does one piece; false if there is none.
func (c *crew) takePiece() bool {
	for {
		seen := c.pieces.Load()
		next, all := int(seen>>16&pieceLow), int(seen&pieceLow)
		if next >= all {
			return false
		}
		if c.pieces.CompareAndSwap(seen, seen+1<<16) {
			from := next * c.piece
			c.job.do(from, min(from+c.piece, c.n))
			if c.undone.Add(-1) == 0 && c.sleeping.CompareAndSwap(true, false) {
				c.wake()
			}
			return true
		}
	}
}

// wake may come too late or twice; wait looks again.
func (c *crew) wake() {
	select {
	case c.finished <- struct{}{}:
	default:
	}
}

// wait returns when all pieces are finished.
func (c *crew) wait() {
	if c.lookFor(holdOut, func(c *crew) bool { return c.undone.Load() == 0 }) {
		return
	}
	for {
		c.sleeping.Store(true)
		if c.undone.Load() == 0 {
			c.sleeping.Store(false)
			return
		}
		<-c.finished
	}
}

// help is a helper's life.
func help() {
	c := helpers
	for limit := firstLook; c.lookFor(limit, (*crew).takePiece); limit = nextLook {
	}
	c.awake.Add(-1)
	for c.takePiece() { // one that was put up for this helper just now
	}
}

// lookFor tries until it succeeds or the time is over. Others who want to run
// may go first.
func (c *crew) lookFor(limit time.Duration, try func(*crew) bool) bool {
	if try(c) {
		return true
	}
	for start := time.Now(); time.Since(start) < limit; runtime.Gosched() {
		for range looks {
			if try(c) {
				return true
			}
			pause()
		}
	}
	return false
}
