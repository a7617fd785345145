package kernel

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// threads sets GOMAXPROCS for a test.
func threads(t *testing.T, n int) {
	was := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(was) })
	if runtime.GOMAXPROCS(0) != n {
		t.Skip("this platform has one thread")
	}
}

// counts is a job that counts how often each part was done.
type counts []atomic.Int32

func (c counts) Do(from, to int) {
	for i := from; i < to; i++ {
		c[i].Add(1)
	}
}

// TestParallelDoesEachPartOnce, with many callers at the same time.
func TestParallelDoesEachPartOnce(t *testing.T) {
	threads(t, 3)
	var group sync.WaitGroup
	for seed := range uint64(4) {
		group.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for range 2000 {
				c := make(counts, r.IntN(50))
				parallel(len(c), 1+r.IntN(9), c)
				for i := range c {
					if n := c[i].Load(); n != 1 {
						t.Errorf("part %d of %d was done %d times", i, len(c), n)
						return
					}
				}
			}
		})
	}
	group.Wait()
}

// meeting is a job whose two parts wait for each other, if two do it.
type meeting struct{ here, alone atomic.Int32 }

func (m *meeting) Do(from, to int) {
	if to-from > 1 {
		m.alone.Add(1)
	}
	m.here.Add(int32(to - from))
	for m.here.Load() < 2 {
		runtime.Gosched()
	}
}

// meet has a meeting of two, as soon as the crew does not rest.
func meet(t *testing.T) {
	t.Helper()
	for range 100 {
		m := new(meeting)
		if parallel(2, 1, m); m.alone.Load() == 0 {
			return
		}
		time.Sleep(respite << mostRested)
	}
	t.Fatal("there is no helper")
}

func TestParallelHasHelpers(t *testing.T) {
	threads(t, 2)
	for range 20 {
		meet(t)
		time.Sleep(2 * nextLook) // so that the helper ends, and another one must come
	}
}

// TestRest: for a while the crew is asked for nothing.
func TestRest(t *testing.T) {
	threads(t, 2)
	meet(t)
	helpers.rest(clock())
	m := new(meeting)
	if parallel(2, 1, m); m.alone.Load() != 1 {
		t.Error("somebody helped")
	}
	time.Sleep(respite << mostRested)
	meet(t)
}

// slow is a job of which a helper's part takes long enough for the caller to go
// to sleep.
type slow struct {
	meeting
	done atomic.Int32
}

func (s *slow) Do(from, to int) {
	s.meeting.Do(from, to)
	if to == 2 {
		time.Sleep(5 * time.Millisecond)
	}
	s.done.Add(int32(to - from))
}

func TestParallelWaitsForAllParts(t *testing.T) {
	threads(t, 2)
	for range 5 {
		s := new(slow)
		parallel(2, 1, s)
		if n := s.done.Load(); n != 2 {
			t.Fatalf("only %d parts are done", n)
		}
	}
}

// TestParallelWithoutHelpers: nobody waits for a helper that never comes.
func TestParallelWithoutHelpers(t *testing.T) {
	threads(t, 2)
	c := &crew{finished: make(chan struct{}, 1)}
	c.awake.Store(1) // it is thought to be awake
	parts := make(counts, 10)
	c.run(10, 3, 4, parts)
	for i := range parts {
		if parts[i].Load() != 1 {
			t.Errorf("part %d was not done", i)
		}
	}
}

// TestRestIfNobodyComes: a crew whose helpers are awake but never come rests,
// longer each time, until one comes.
func TestRestIfNobodyComes(t *testing.T) {
	threads(t, 2)
	c := &crew{finished: make(chan struct{}, 1)}
	c.awake.Store(1) // it is thought to be awake
	for again := range 3 {
		for job := range mostMissed {
			if c.rests() {
				t.Fatalf("it rests after %d jobs", job)
			}
			if job == mostMissed-1 {
				time.Sleep(patience)
			}
			c.run(10, 3, 4, make(counts, 10))
		}
		if !c.rests() || c.rested != again+1 {
			t.Fatalf("after %d jobs that nobody helped with: rests %v, rested %d", mostMissed, c.rests(), c.rested)
		}
		c.resting.Store(clock()) // it is over
	}
	c.helped.Store(true)
	c.judge(1000, 10, clock())
	if c.rested != 0 || c.missed != 0 || c.rests() {
		t.Error("a crew that has helped still rests")
	}
	c.judge(1000, int64(2*disturbed), clock())
	if !c.rests() {
		t.Error("a helper is held up, but the crew does not rest")
	}
}

// TestWorth: little work is worth waking somebody only if it comes again and
// again.
func TestWorth(t *testing.T) {
	threads(t, 2)
	c := new(crew)
	if c.worth(9, 10, 20) || !c.worth(20, 10, 20) {
		t.Error("very little work is worth it, or much is not")
	}
	if c.worth(10, 10, 20) {
		t.Error("little work is worth it at once")
	}
	for tries := 0; !c.worth(10, 10, 20); tries++ {
		if tries == 1e6 {
			t.Fatal("little work is never worth it, however often it comes")
		}
	}
	time.Sleep(firstLook)
	if c.worth(10, 10, 20) {
		t.Error("little work after a while is worth it")
	}
	c.awake.Store(1)
	if !c.worth(10, 10, 20) {
		t.Error("little work is not worth it though somebody is awake")
	}
}

// TestIdleCrewEnds: soon after the last job no goroutine is left.
func TestIdleCrewEnds(t *testing.T) {
	threads(t, 3)
	meet(t)
	goleak.VerifyNone(t)
	if n := helpers.awake.Load(); n != 0 {
		t.Errorf("%d helpers are awake", n)
	}
}

// TestGemmThreads: the number of threads changes no bit.
func TestGemmThreads(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		for _, s := range [][3]int{{32, 100, 784}, {784, 100, 32}, {32, 784, 100}, {131, 77, 350}, {2, 3000, 400}, {3000, 2, 400}, {1, 3000, 400}, {1100, 1000, 1}, {1500, 1, 800}} {
			m, n, k := s[0], s[1], s[2]
			if m*n*k < splitAsleep {
				t.Fatalf("%v is not split", s)
			}
			for mode := range 8 {
				transA, transB, accumulate := mode&1 != 0, mode&2 != 0, mode&4 != 0
				a, lda := matrix(r, m, k, 0, transA)
				b, ldb := matrix(r, k, n, 0, transB)
				start, _ := matrix(r, m, n, 0, false)
				var want []float32
				for _, count := range []int{1, 2, 3, 7} {
					threads(t, count)
					c := slices.Clone(start)
					Gemm(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, n)
					if want == nil {
						want = c
					} else if !slices.Equal(c, want) {
						t.Fatalf("%v transA=%v transB=%v accumulate=%v: %d threads give other bits", s, transA, transB, accumulate, count)
					}
				}
			}
		}
	})
}

// TestGemmThreadsAllocateNothing: the runtime may allocate a goroutine now and
// then, so it is the best of some tries that counts.
func TestGemmThreadsAllocateNothing(t *testing.T) {
	threads(t, 2)
	run := gemmShape{"NN", 128, 128, 128}.operands()
	least := ^uint64(0)
	for range 20 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 5 {
			run()
		}
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	if least != 0 {
		t.Errorf("%d allocations", least)
	}
}
