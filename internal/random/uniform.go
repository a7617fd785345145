package random

import "math/bits"

// Uniform is uniform over [0, 1): a multiple of 2^-53.
func (s Stream) Uniform(i uint64) float64 {
	return unit(s.Bits(i))
}

// unit is the upper 53 bits as a fraction in [0, 1).
func unit(word uint64) float64 {
	return float64(float64(word>>11) * 0x1p-53)
}

// IntN is uniform over 0 … n-1, but for a bias below n·2^-64; 0 if n < 2.
func (s Stream) IntN(i uint64, n int) int {
	if n < 2 {
		return 0
	}
	hi, _ := bits.Mul64(s.Bits(i), uint64(n))
	return int(hi)
}
