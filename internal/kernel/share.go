package kernel

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
// time; nanoseconds is about how long it takes alone. j should be a pointer to
// something that is kept: then nothing is allocated.
func Share(n, piece, nanoseconds int, j Job) {
	if !helpers.worth(nanoseconds, shareAwake, shareAsleep) {
		j.Do(0, n)
		return
	}
	s := sharedJobs.take()
	s.job = j
	parallel(n, piece, s)
	s.job = nil
	sharedJobs.put(s)
}

type sharedJob struct{ job Job }

func (s *sharedJob) do(from, to int) { s.job.Do(from, to) }

var sharedJobs shelf[sharedJob]
