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

func (c counts) do(from, to int) {
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

// meeting is a job whose two parts wait for each other.
type meeting struct{ here atomic.Int32 }

func (m *meeting) do(from, to int) {
	m.here.Add(1)
	for m.here.Load() < 2 {
		runtime.Gosched()
	}
}

func TestParallelHasHelpers(t *testing.T) {
	threads(t, 2)
	for range 20 {
		parallel(2, 1, new(meeting))
		time.Sleep(time.Millisecond) // so that the helper ends, and another one must come
	}
}

// slow is a job of which a helper's part takes long enough for the caller to go
// to sleep.
type slow struct {
	meeting
	done atomic.Int32
}

func (s *slow) do(from, to int) {
	s.meeting.do(from, to)
	if from == 1 {
		time.Sleep(5 * time.Millisecond)
	}
	s.done.Add(1)
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

// TestIdleCrewEnds: soon after the last job no goroutine is left.
func TestIdleCrewEnds(t *testing.T) {
	threads(t, 3)
	parallel(2, 1, new(meeting))
	goleak.VerifyNone(t)
	if n := helpers.awake.Load(); n != 0 {
		t.Errorf("%d helpers are awake", n)
	}
}

// TestGemmThreads: the number of threads changes no bit.
func TestGemmThreads(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		for _, s := range [][3]int{{32, 100, 784}, {784, 100, 32}, {32, 784, 100}, {131, 77, 350}, {2, 3000, 400}, {3000, 2, 400}} {
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
