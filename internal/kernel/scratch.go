package kernel

import "sync/atomic"

// A Shelf keeps what is expensive to make anew, so that nothing is allocated once
// it is warm. A sync.Pool would forget it at every garbage collection. The zero
// value is an empty shelf; it may be used by many at once.
type Shelf[T any] struct {
	places [32]atomic.Pointer[T]
}

// Take is one from the shelf, or a new one.
func (s *Shelf[T]) Take() *T {
	for i := range s.places {
		if s.places[i].Load() != nil {
			if x := s.places[i].Swap(nil); x != nil {
				return x
			}
		}
	}
	return new(T)
}

// Put keeps x for the next one, or drops it if there is plenty.
func (s *Shelf[T]) Put(x *T) {
	for i := range s.places {
		if s.places[i].Load() == nil && s.places[i].CompareAndSwap(nil, x) {
			return
		}
	}
}

var spare Shelf[[]float32]

// borrow is scratch of n values, of no particular content.
func borrow(n int) *[]float32 {
	s := spare.Take()
	*s = grown(*s, n)
	return s
}

func giveBack(s *[]float32) { spare.Put(s) }

// grown is s with n values of no particular content; at a cache line, if it had
// to be made anew.
func grown(s []float32, n int) []float32 {
	if cap(s) < n {
		return aligned(n)
	}
	return s[:n]
}
