package hdf5

import (
	"encoding/binary"
	"math"

	"github.com/layercake-go/layercake/internal/elements"
)

// order is the byte order of the elements.
func (t Type) order() binary.ByteOrder {
	if t.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// float32s returns what converts elements of a type.
func (t Type) float32s() (func(dst []float32, raw []byte) error, error) {
	o := t.order()
	switch {
	case t.Class == Integer:
		return t.integersToFloat32(), nil
	case t.Class != Float:
		return nil, errorf("holds elements of type %s, not numbers", t)
	case t.Size == 8:
		return func(dst []float32, raw []byte) error { return doubles(o, dst, raw) }, nil
	case t.Size == 4:
		return func(dst []float32, raw []byte) error {
			for i := range dst {
				dst[i] = math.Float32frombits(o.Uint32(raw[4*i:]))
			}
			return nil
		}, nil
	case t.Brain: // the upper half of a float32
		return func(dst []float32, raw []byte) error {
			for i := range dst {
				dst[i] = math.Float32frombits(uint32(o.Uint16(raw[2*i:])) << 16)
			}
			return nil
		}, nil
	}
	return func(dst []float32, raw []byte) error {
		for i := range dst {
			dst[i] = elements.Half(o.Uint16(raw[2*i:]))
		}
		return nil
	}, nil
}

// doubles narrows float64 numbers that float32 has, too.
func doubles(o binary.ByteOrder, dst []float32, raw []byte) error {
	for i := range dst {
		v := math.Float64frombits(o.Uint64(raw[8*i:]))
		dst[i] = float32(v)
		if float64(dst[i]) != v && v == v {
			return &inexact{i, v, "float32"}
		}
	}
	return nil
}
