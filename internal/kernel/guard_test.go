//go:build linux

package kernel

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"syscall"
	"testing"
	"unsafe"
)

// guarded is memory with pages before and behind it that must not be touched.
type guarded struct{ data []float32 }

func newGuarded(t *testing.T, values int) *guarded {
	page := syscall.Getpagesize()
	size := (4*values + page - 1) / page * page
	all, err := syscall.Mmap(-1, 0, size+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(all) })
	for _, guard := range [][]byte{all[:page], all[page+size:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	return &guarded{unsafe.Slice((*float32)(unsafe.Pointer(&all[page])), size/4)}
}

// place is a copy of x that begins right behind the guard, or ends right before
// the other one.
func (g *guarded) place(x []float32, atEnd bool) []float32 {
	place := g.data[:len(x)]
	if atEnd {
		place = g.data[len(g.data)-len(x):]
	}
	copy(place, x)
	return place
}

// TestGemmStaysInside multiplies operands at the very edge of their pages, so
// that a read or write outside of them is a fault.
func TestGemmStaysInside(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(41, 42))
		const most = 70
		pages := [3]*guarded{newGuarded(t, most*most), newGuarded(t, most*most), newGuarded(t, most*most)}
		for m := 1; m <= 14; m++ {
			for n := 1; n <= 35; n++ {
				guardedGemm(t, r, pages, m, n, 1+r.IntN(20))
			}
		}
		for range 300 {
			guardedGemm(t, r, pages, 1+r.IntN(most), 1+r.IntN(most), 1+r.IntN(most))
		}
	})
}

// TestGemmBlocksStayInside is the same for operands of several blocks.
func TestGemmBlocksStayInside(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	onEverySet(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(43, 44))
		const values = 1 << 18
		pages := [3]*guarded{newGuarded(t, values), newGuarded(t, values), newGuarded(t, values)}
		for _, s := range [][3]int{{250, 263, 33}, {51, 259, 331}, {1, 67, 1025}, {13, 31, 1027}, {3, 1045, 5}, {9, 1, 4097}} {
			guardedGemm(t, r, pages, s[0], s[1], s[2])
		}
	})
}

func guardedGemm(t *testing.T, r *rand.Rand, pages [3]*guarded, m, n, k int) {
	for mode := range 16 {
		transA, transB, accumulate, atEnd := mode&1 != 0, mode&2 != 0, mode&4 != 0, mode&8 != 0
		where := fmt.Sprintf("m=%d n=%d k=%d transA=%v transB=%v accumulate=%v atEnd=%v", m, n, k, transA, transB, accumulate, atEnd)
		a, lda := matrix(r, m, k, 0, transA)
		b, ldb := matrix(r, k, n, 0, transB)
		c, ldc := matrix(r, m, n, 0, false)
		inside := pages[2].place(c, atEnd)
		func() {
			defer func() {
				if e := recover(); e != nil {
					t.Fatalf("%s: %v", where, e)
				}
			}()
			Gemm(transA, transB, m, n, k, pages[0].place(a, atEnd), lda, pages[1].place(b, atEnd), ldb, accumulate, inside, ldc)
		}()
		Gemm(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc)
		for i := range c {
			if c[i] != inside[i] {
				t.Fatalf("%s: element %d is %v, elsewhere %v", where, i, inside[i], c[i])
			}
		}
	}
}
