package kernel

import "sync/atomic"

// shelf keeps what is expensive to make anew, so that nothing is allocated once
// it is warm. A sync.Pool would forget it at every garbage collection. The zero
// value is an empty shelf; it may be used by many at once.
type shelf[T any] struct {
	places [32]atomic.Pointer[T]
}

// take is one from the shelf, or a new one.
func (s *shelf[T]) take() *T {
	for i := range s.places {
		if s.places[i].Load() != nil {
			if x := s.places[i].Swap(nil); x != nil {
				return x
			}
		}
	}
	return new(T)
}

// put keeps x for the next one, or drops it if there is plenty.
func (s *shelf[T]) put(x *T) {
	for i := range s.places {
		if s.places[i].Load() == nil && s.places[i].CompareAndSwap(nil, x) {
			return
		}
	}
}

var spare shelf[[]float32]

// borrow is scratch of n values, of no particular content.
func borrow(n int) *[]float32 {
	s := spare.take()
	*s = grown(*s, n)
	return s
}

func giveBack(s *[]float32) { spare.put(s) }

// grown is s with n values of no particular content; at a cache line, if it had
// to be made anew.
func grown(s []float32, n int) []float32 {
	if cap(s) < n {
		return aligned(n)
	}
	return s[:n]
}
