package kernel

import "runtime"

// A Job can be done in pieces, in any order and at the same time: Do does the
// parts from ≤ i < to. It must not panic.
type Job interface{ Do(from, to int) }

// How long a job must take alone to be worth sharing out, in nanoseconds: while
// helpers look out for work, and while they would have to be woken.
const (
	shareAwake  = 6_000
	shareAsleep = 40_000
)

// Share does a job of n parts with all threads that help, piece of them at a
// time or, if that is 0, in two pieces for each thread; nanoseconds is about how
// long it takes alone. j should be a pointer to something that is kept: then
// nothing is allocated.
func Share(n, piece, nanoseconds int, j Job) {
	if !helpers.worth(nanoseconds, shareAwake, shareAsleep) {
		j.Do(0, n)
		return
	}
	if piece == 0 {
		piece = max(1, n/(shares*runtime.GOMAXPROCS(0)))
	}
	parallel(n, piece, j)
}
