package kernel

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// TestLaterDoesEachPartOnce, whether helpers have begun it or not, and whatever
// else they do meanwhile.
func TestLaterDoesEachPartOnce(t *testing.T) {
	for _, n := range []int{1, 2, 5} {
		t.Run(fmt.Sprint(n, " threads"), func(t *testing.T) {
			threads(t, n)
			r := rand.New(rand.NewPCG(uint64(n), 2))
			var l Later
			l.Finish() // nothing was offered
			for range 2000 {
				c, between := make(counts, 1+r.IntN(50)), make(counts, r.IntN(20))
				l.Offer(len(c), 1+r.IntN(9), r.IntN(2*shareAsleep), c)
				parallel(len(between), 1+r.IntN(9), between)
				l.Finish()
				for i := range c {
					if n := c[i].Load(); n != 1 {
						t.Fatalf("part %d of %d was done %d times", i, len(c), n)
					}
				}
			}
			if helpers.later.Load() != nil {
				t.Error("the crew still has a job that is finished")
			}
		})
	}
}

// TestLaterIsBegunByHelpers: a helper that looks out for work does it before
// anybody waits for it.
func TestLaterIsBegunByHelpers(t *testing.T) {
	threads(t, 2)
	var l Later
	for range 100 {
		c := make(counts, 3)
		meet(t)
		l.Offer(3, 1, 0, c)
		for end := time.Now().Add(nextLook); time.Now().Before(end) && c[2].Load() == 0; {
			runtime.Gosched()
		}
		begun := c[2].Load() == 1
		l.Finish()
		if begun {
			return
		}
	}
	t.Error("no helper has ever begun it")
}

// TestLaterWaits: Finish returns when the last piece that a helper has begun is
// done.
func TestLaterWaits(t *testing.T) {
	threads(t, 2)
	for range 100 {
		meet(t)
		s := new(slowLater)
		var l Later
		l.Offer(2, 1, 0, s)
		time.Sleep(100 * time.Microsecond)
		l.Finish()
		if n := s.done.Load(); n != 2 {
			t.Fatalf("%d of 2 parts are done", n)
		}
	}
}

type slowLater struct{ slow }

func (s *slowLater) Do(from, to int) {
	time.Sleep(200 * time.Microsecond)
	s.done.Add(int32(to - from))
}

func TestLaterAllocatesNothing(t *testing.T) {
	threads(t, 2)
	var l Later
	c := make(counts, 10)
	var j Job = c
	if n := testing.AllocsPerRun(200, func() { l.Offer(10, 2, 0, j); l.Finish() }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
