package random

// Perm fills dst with a random permutation of 0 … len(dst)-1.
func (s Stream) Perm(dst []int) {
	for i := range dst {
		j := s.IntN(uint64(i), i+1)
		dst[i] = dst[j]
		dst[j] = i
	}
}

// Shuffle puts n things into a random order by swapping pairs of them (Fisher
// and Yates).
func (s Stream) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, s.IntN(uint64(i), i+1))
	}
}
