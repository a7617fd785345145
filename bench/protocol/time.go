package protocol

import (
	"runtime"
	"slices"
	"time"
)

// TimedEpochs come after one that warms up.
const TimedEpochs = 3

// slowEpoch is how long the first epoch may take if all the others are to follow.
const slowEpoch = 8 * time.Second

// Train prints the record of a work that trains, for a system without a training
// call of its own: epoch makes one pass and returns the mean loss. A slow system
// is timed for one epoch instead of three.
func (s Settings) Train(call, version string, epoch func() (float64, error)) error {
	r := Record{Work: s.Work, Case: "train", Call: call, Normal: true, Version: version}
	best, n := time.Duration(1<<62), 1+TimedEpochs
	for i := 0; i < n; i++ {
		start := time.Now()
		loss, err := epoch()
		if err != nil {
			return err
		}
		took := time.Since(start)
		r.Losses = append(r.Losses, loss)
		if i > 0 {
			best = min(best, took)
		} else if took > slowEpoch {
			n = 2
		}
	}
	r.Value = float64(s.Samples) / best.Seconds()
	return r.Print()
}

// latency is the median µs of up to 2000 calls, after 20 and a tenth of the time
// to warm up.
func latency(call func(), seconds float64) float64 {
	budget := time.Duration(seconds * float64(time.Second))
	start := time.Now()
	for i := 0; i < 20 || time.Since(start) < budget/10; i++ {
		call()
	}
	times := make([]time.Duration, 0, 2000)
	start = time.Now()
	for len(times) < cap(times) && (len(times) < 20 || time.Since(start) < budget) {
		t := time.Now()
		call()
		times = append(times, time.Since(t))
	}
	slices.Sort(times)
	return float64(times[len(times)/2].Nanoseconds()) / 1000
}

// PerCall is how many seconds a call takes: the best of five rounds that fill
// the time.
func (s Settings) PerCall(call func()) float64 {
	call()
	start := time.Now()
	call()
	n := max(1, int(s.Seconds/5/time.Since(start).Seconds()))
	best := time.Duration(1 << 62)
	for range 5 {
		start = time.Now()
		for range n {
			call()
		}
		best = min(best, time.Since(start))
	}
	return best.Seconds() / float64(n)
}

// allocations is how many objects one call makes, rounded down as
// testing.AllocsPerRun does.
func allocations(call func()) uint64 {
	const calls = 200
	var before, after runtime.MemStats
	call()
	runtime.ReadMemStats(&before)
	for range calls {
		call()
	}
	runtime.ReadMemStats(&after)
	return (after.Mallocs - before.Mallocs) / calls
}
