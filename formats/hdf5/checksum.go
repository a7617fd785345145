package hdf5

import "math/bits"

// lookup3 is Bob Jenkins's hash of that name (hashlittle with a start value of
// 0), the checksum of HDF5's newer structures.
func lookup3(k []byte) uint32 {
	a := 0xdeadbeef + uint32(len(k))
	b, c := a, a
	for ; len(k) > 12; k = k[12:] {
		a, b, c = a+le.Uint32(k), b+le.Uint32(k[4:]), c+le.Uint32(k[8:])
		a, c = mix(a, c, 4), c+b
		b, a = mix(b, a, 6), a+c
		c, b = mix(c, b, 8), b+a
		a, c = mix(a, c, 16), c+b
		b, a = mix(b, a, 19), a+c
		c, b = mix(c, b, 4), b+a
	}
	if len(k) == 0 {
		return c
	}
	var tail [12]byte
	copy(tail[:], k)
	a, b, c = a+le.Uint32(tail[:]), b+le.Uint32(tail[4:]), c+le.Uint32(tail[8:])
	c = last(c, b, 14)
	a = last(a, c, 11)
	b = last(b, a, 25)
	c = last(c, b, 16)
	a = last(a, c, 4)
	b = last(b, a, 14)
	return last(c, b, 24)
}

func mix(x, y uint32, n int) uint32  { return (x - y) ^ bits.RotateLeft32(y, n) }
func last(x, y uint32, n int) uint32 { return (x ^ y) - bits.RotateLeft32(y, n) }

// fletcher32 is the checksum of the filter of that name: Fletcher's over
// big-endian words of 16 bits, an odd last byte counting as a high one.
func fletcher32(b []byte) uint32 {
	var lo, hi uint32
	for len(b) > 0 {
		const words = 360 // as many as cannot overflow 32 bits
		block := b[:min(len(b), 2*words)]
		b = b[len(block):]
		for ; len(block) > 1; block = block[2:] {
			lo += uint32(block[0])<<8 | uint32(block[1])
			hi += lo
		}
		if len(block) == 1 {
			lo += uint32(block[0]) << 8
			hi += lo
		}
		lo, hi = lo&0xffff+lo>>16, hi&0xffff+hi>>16
	}
	lo, hi = lo&0xffff+lo>>16, hi&0xffff+hi>>16
	return hi<<16 | lo
}
