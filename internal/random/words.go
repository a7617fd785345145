package random

// Words fills dst with 32 random bits each; dst[0] has number first. Four numbers
// share a block of the generator, so many of them cost a quarter of Bits. They
// are not related to the answers for the same indices of the other functions.
func (s Stream) Words(dst []uint32, first uint64) {
	for len(dst) > 0 && first%4 != 0 {
		four := s.words(first / 4)
		dst[0] = four[first%4]
		dst, first = dst[1:], first+1
	}
	block := first / 4
	for ; len(dst) >= 4; dst, block = dst[4:], block+1 {
		*(*[4]uint32)(dst) = s.words(block)
	}
	if len(dst) > 0 {
		four := s.words(block)
		copy(dst, four[:])
	}
}

func (s Stream) words(block uint64) [4]uint32 {
	a, b := philox(s.key, block, useWords)
	return [4]uint32{uint32(a), uint32(a >> 32), uint32(b), uint32(b >> 32)}
}
