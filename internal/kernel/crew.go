package kernel

import (
	"runtime"
	"sync/atomic"
	"time"
)

// crew are the goroutines that help with a job. It has one job at a time; who
// finds it busy works alone. The caller takes pieces like everyone else, and at
// the end waits only for pieces that somebody has begun: never for a helper
// that has not woken up.
//
// A helper that has finished looks out for the next job for a short while and
// then ends, so nothing is left of an idle crew.
type crew struct {
	busy     atomic.Bool   // somebody has the crew
	job      Job           // this and the next two change only while no piece is to be had
	n, piece int           // i < n belong to the job, piece of them to a piece
	pieces   atomic.Uint64 // those left to take; see offer
	asked    atomic.Int64  // when somebody last had little work, and nobody was awake
	often    atomic.Int64  // how often in a row, each time soon after the last
	resting  atomic.Int64  // until when nobody is asked to help; 0: no rest
	helped   atomic.Bool   // a helper had a piece of this job
	missed   int           // jobs in a row that nobody helped with
	since    int64         // when the first of them ended
	rested   int           // rests in a row that changed nothing
	undone   atomic.Int64  // pieces that are not finished
	awake    atomic.Int64  // helpers
	sleeping atomic.Bool   // the caller waits for finished
	finished chan struct{}
	later    atomic.Pointer[Later] // for helpers without a piece
}

var helpers = &crew{finished: make(chan struct{}, 1)}

// How long a helper looks out for its first piece, and for the next one after a
// piece, and how long a caller looks out for the last piece before it goes to
// sleep. Waking a processor takes 50 µs and more on a virtual machine: longer
// than a product of a small net, so a helper that comes too late for one must
// still be there for the next, and after a piece also for the one after the
// optimizer. One that comes too late for anything may be taking the caller's own
// processor, so it has less patience.
const (
	firstLook  = 200 * time.Microsecond
	nextLook   = 400 * time.Microsecond
	holdOut    = 50 * time.Microsecond
	disturbed  = 300 * time.Microsecond // what a caller may wait in vain
	respite    = 5 * time.Millisecond   // at least; see rest
	mostMissed = 12                     // jobs that nobody helps with,
	patience   = 2 * time.Millisecond   // for so long: a processor may take half of it to wake
	mostRested = 5                      // respite doubles that often
	looks      = 32                     // between two looks at the clock
	pieceLow   = 1<<16 - 1
)

// parallel does a job of n parts in pieces of so many of them. It allocates
// nothing; w should be a pointer to something that is kept and used again.
func parallel(n, piece int, w Job) {
	pieces := (n + piece - 1) / piece
	if pieces < 2 || pieces > pieceLow || runtime.GOMAXPROCS(0) < 2 || helpers.rests() || !helpers.busy.CompareAndSwap(false, true) {
		w.Do(0, n)
		return
	}
	helpers.run(n, piece, pieces, w)
	helpers.busy.Store(false)
}

// worth says whether so much work is worth dividing: more than the first limit
// while helpers look out for it, than the second if they must be woken. What
// comes again and again, as one prediction after the other, is worth waking them
// too.
func (c *crew) worth(work, awake, asleep int) bool {
	return work >= asleep || work >= awake && (c.awake.Load() > 0 || runtime.GOMAXPROCS(0) > 1 && c.again())
}

// again counts how often it is asked in a row; true if that is often.
func (c *crew) again() bool {
	now := clock()
	if now-c.asked.Swap(now) > int64(firstLook/2) {
		c.often.Store(0)
	}
	return c.often.Add(1) >= 8
}

var epoch = time.Now()

// clock is the time in nanoseconds.
func clock() int64 { return int64(time.Since(epoch)) }

// rest has all work done alone for a while. It is called if helpers do not come
// in time although they are awake, or are held up: then others need the
// processors, and a helper that looks out for work takes them from the caller.
func (c *crew) rest(now int64) { c.resting.Store(now + int64(respite)<<c.rested) }

func (c *crew) rests() bool {
	until := c.resting.Load()
	if until == 0 {
		return false
	}
	if clock() < until {
		return true
	}
	c.resting.CompareAndSwap(until, 0)
	return false
}

func (c *crew) run(n, piece, pieces int, w Job) {
	c.job, c.n, c.piece = w, n, piece
	c.undone.Store(int64(pieces))
	begin := clock()
	c.helped.Store(false)
	c.offer(pieces)
	for want := min(runtime.GOMAXPROCS(0), pieces) - 1; c.awake.Load() < int64(want); {
		c.awake.Add(1)
		go help()
	}
	for c.takePiece(false) {
	}
	worked := clock()
	if c.undone.Load() > 0 {
		c.wait()
	}
	c.job = nil
	now := clock()
	c.judge(worked-begin, now-worked, now)
}

// judge decides after a job whether to rest, from how long the caller has worked
// and waited until now.
func (c *crew) judge(worked, waited, now int64) {
	switch {
	case c.helped.Load():
		c.missed = 0
		if waited < worked+int64(disturbed) {
			c.rested = 0
			return
		}
	case c.missed == 0:
		c.missed, c.since = 1, now
		return
	default:
		if c.missed++; c.missed < mostMissed || now-c.since < int64(patience) {
			return
		}
		c.rested = min(c.rested+1, mostRested)
	}
	c.missed = 0
	c.rest(now)
}

// offer puts up pieces: the word has a count of jobs, the first piece that is
// left and the end of them. So a helper that comes late cannot take a piece of
// one job for one of another.
func (c *crew) offer(pieces int) {
	jobs := c.pieces.Load()>>32 + 1
	c.pieces.Store(jobs<<32 | uint64(pieces))
}

// takePiece does one piece; false if there is none. The caller takes them from
// the front and helpers from the end: so each tends to have the same part of
// one job after the other, and finds it in its cache.
func (c *crew) takePiece(fromEnd bool) bool {
	for {
		seen := c.pieces.Load()
		next, end := int(seen>>16&pieceLow), int(seen&pieceLow)
		if next >= end {
			return false
		}
		mine, left := next, seen+1<<16
		if fromEnd {
			mine, left = end-1, seen-1
		}
		if c.pieces.CompareAndSwap(seen, left) {
			if fromEnd {
				c.helped.Store(true)
			}
			from := mine * c.piece
			c.job.Do(from, min(from+c.piece, c.n))
			if c.undone.Add(-1) == 0 && c.sleeping.CompareAndSwap(true, false) {
				c.wake()
			}
			return true
		}
	}
}

func (c *crew) helpWithPiece() bool { return c.takePiece(true) || c.helpLater() }

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
	for limit := firstLook; c.lookFor(limit, (*crew).helpWithPiece); limit = nextLook {
	}
	c.awake.Add(-1)
	for c.takePiece(true) { // one that was put up for this helper just now
	}
}

// lookFor tries until it succeeds or the time is over. Others who want to run
// may go first.
func (c *crew) lookFor(limit time.Duration, try func(*crew) bool) bool {
	if try(c) {
		return true
	}
	for start := clock(); clock()-start < int64(limit); runtime.Gosched() {
		for range looks {
			if try(c) {
				return true
			}
			pause()
		}
	}
	return false
}
