//go:build unix

package kernel

import (
	"os"
	"slices"
	"syscall"
	"testing"
	"unsafe"
)

// walled is memory between two pages that may not be touched.
type walled struct{ bytes []byte }

func newWalled(t *testing.T, pages int) *walled {
	page := os.Getpagesize()
	all, err := syscall.Mmap(-1, 0, (pages+2)*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(all) })
	for _, edge := range [][]byte{all[:page], all[(pages+1)*page:]} {
		if err := syscall.Mprotect(edge, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	return &walled{all[page : (pages+1)*page]}
}

// low is n values at the lower edge, high at the upper.
func (g *walled) low(n int) []float32 { return floats(g.bytes[:4*n]) }

func (g *walled) high(n int) []float32 { return floats(g.bytes[len(g.bytes)-4*n:]) }

func floats(b []byte) []float32 {
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/4)
}

// TestGuardPages: no vector function touches memory outside its operands, which
// begin or end here at a page that may not be touched.
func TestGuardPages(t *testing.T) {
	var pages []*walled
	for range 8 {
		pages = append(pages, newWalled(t, 4))
	}
	eachSet(t, func(t *testing.T) {
		for _, op := range vecOps {
			for _, n := range lengths() {
				s := source(5)
				plain := op.operands(&s, n)
				for _, edge := range []func(*walled, int) []float32{(*walled).low, (*walled).high} {
					var a, copies [][]float32
					for i, x := range plain {
						a = append(a, edge(pages[i], len(x)))
						copy(a[i], x)
						copies = append(copies, slices.Clone(x))
					}
					if op.outcome(a, n) != op.outcome(copies, n) {
						t.Errorf("%s of %d: other results at the edge of a page", op.name, n)
					}
				}
			}
		}
	})
}
