package hdf5

import (
	"math"
	"math/bits"
)

// reader returns what reads one integer of a type, its sign spread over all bits.
func (t Type) reader() func(b []byte) uint64 {
	o := t.order()
	switch {
	case t.Size == 1 && t.Signed:
		return func(b []byte) uint64 { return uint64(int8(b[0])) }
	case t.Size == 1:
		return func(b []byte) uint64 { return uint64(b[0]) }
	case t.Size == 2 && t.Signed:
		return func(b []byte) uint64 { return uint64(int16(o.Uint16(b))) }
	case t.Size == 2:
		return func(b []byte) uint64 { return uint64(o.Uint16(b)) }
	case t.Size == 4 && t.Signed:
		return func(b []byte) uint64 { return uint64(int32(o.Uint32(b))) }
	case t.Size == 4:
		return func(b []byte) uint64 { return uint64(o.Uint32(b)) }
	}
	return func(b []byte) uint64 { return o.Uint64(b) }
}

// int64s returns what converts elements of an integer type.
func (t Type) int64s() (func(dst []int64, raw []byte) error, error) {
	if t.Class != Integer {
		return nil, errorf("holds elements of type %s, not integers", t)
	}
	read := t.reader()
	return func(dst []int64, raw []byte) error {
		for i := range dst {
			v := read(raw[i*t.Size:])
			if !t.Signed && v > math.MaxInt64 {
				return &inexact{i, v, "int64"}
			}
			dst[i] = int64(v)
		}
		return nil
	}, nil
}

// integersToFloat32 converts the integers that float32 has: all up to 2²⁴, and
// of the larger ones those that need no more than 24 bits.
func (t Type) integersToFloat32() func(dst []float32, raw []byte) error {
	read := t.reader()
	return func(dst []float32, raw []byte) error {
		for i := range dst {
			v := read(raw[i*t.Size:])
			sign, size := float32(1), v
			if t.Signed && int64(v) < 0 {
				sign, size = -1, -v
			}
			if bits.Len64(size)-bits.TrailingZeros64(size) > 24 {
				return &inexact{i, t.decimal(v), "float32"}
			}
			dst[i] = sign * float32(size)
		}
		return nil
	}
}

// decimal returns an integer as it is printed.
func (t Type) decimal(v uint64) any {
	if t.Signed {
		return int64(v)
	}
	return v
}
