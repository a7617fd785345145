package kernel

// spare keeps the memory of copies and sums, so that nothing is allocated once
// it is warm. A sync.Pool would forget it at every garbage collection.
var spare = make(chan *[]float32, 32)

// borrow is scratch of n values, of no particular content.
func borrow(n int) *[]float32 {
	var s *[]float32
	select {
	case s = <-spare:
	default:
		s = new([]float32)
	}
	if cap(*s) < n {
		*s = make([]float32, n)
	}
	*s = (*s)[:n]
	return s
}

// giveBack keeps s for the next borrower, or drops it if there is plenty.
func giveBack(s *[]float32) {
	select {
	case spare <- s:
	default:
	}
}
