package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

// TestShareDoesEachPartOnce, whether it is worth helpers or not.
func TestShareDoesEachPartOnce(t *testing.T) {
	threads(t, 3)
	for _, nanoseconds := range []int{0, shareAwake, shareAsleep, 1 << 40} {
		for n := range 40 {
			job := make(counts, n)
			Share(n, 3, nanoseconds, job)
			for i := range job {
				if got := job[i].Load(); got != 1 {
					t.Fatalf("part %d of %d was done %d times", i, n, got)
				}
			}
		}
	}
}

// TestGather: every row is where it belongs, at any number of threads.
func TestGather(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 3} {
		threads(t, n)
		for _, size := range []int{0, 1, 2, 7, 784, 20000} {
			const all = 50
			src, rows := make([]float32, all*size), make([]int, 40)
			for i := range src {
				src[i] = r.Float32()
			}
			dst := make([]float32, len(rows)*size+1)
			dst[len(rows)*size] = 9
			for i := range rows {
				rows[i] = r.IntN(all)
			}
			Gather(dst, src, size, rows)
			for i, from := range rows {
				if !slices.Equal(dst[i*size:(i+1)*size], src[from*size:(from+1)*size]) {
					t.Fatalf("row %d of %d values differs", i, size)
				}
			}
			if dst[len(rows)*size] != 9 {
				t.Errorf("%d values a row: something is written behind them", size)
			}
		}
	}
}

func TestShareAllocatesNothing(t *testing.T) {
	threads(t, 2)
	src, dst, rows := make([]float32, 1<<18), make([]float32, 1<<18), make([]int, 1<<9)
	if n := testing.AllocsPerRun(50, func() { Gather(dst, src, 1<<9, rows) }); n >= 1 {
		t.Errorf("%v allocations", n)
	}
}

// TestApart: arrays at different places begin at different cache lines of a page.
func TestApart(t *testing.T) {
	const page = 4096
	seen := map[uintptr]bool{}
	for place := range 6 {
		s := Apart(1<<16, place)
		if len(s) != 1<<16 || slices.Max(s) != 0 || slices.Min(s) != 0 {
			t.Errorf("place %d: %d values from %v to %v", place, len(s), slices.Min(s), slices.Max(s))
		}
		at := uintptr(unsafe.Pointer(&s[0])) % page
		if at%64 != 0 || seen[at] {
			t.Errorf("place %d begins at byte %d of a page", place, at)
		}
		seen[at] = true
	}
	if s := Apart(0, 3); len(s) != 0 {
		t.Errorf("%d values, want none", len(s))
	}
}
