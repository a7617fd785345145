// Package elements has what the formats of arrays share: how many bytes an array
// has, and numbers of 16 bits.
package elements

import (
	"math"
	"math/bits"
)

// Bytes is the length of an array of this shape, of elements of size bytes; ok is
// false where an axis is negative or the product exceeds an int.
func Bytes(shape []int, size int) (n int, ok bool) {
	total := uint64(size)
	for _, d := range shape {
		hi, lo := bits.Mul64(total, uint64(d))
		if d < 0 || hi != 0 || lo > math.MaxInt {
			return 0, false
		}
		total = lo
	}
	return int(total), true
}

// Half widens an IEEE 754 binary16 number; every one of them is a float32.
func Half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	switch exponent {
	case 0: // zero and subnormal numbers: fraction · 2⁻²⁴
		return math.Float32frombits(sign | math.Float32bits(float32(fraction)*0x1p-24))
	case 31: // infinity and NaN
		return math.Float32frombits(sign | 0xff<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
