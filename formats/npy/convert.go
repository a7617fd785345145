package npy

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/layercake-go/layercake/internal/elements"
)

// FromFloat32s returns an array of float32 values, row-major. It keeps shape,
// and copies values.
func FromFloat32s(shape []int, values []float32) *Array {
	data := make([]byte, 0, 4*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	return &Array{"f4", shape, data}
}

// parsed returns the array's type, and an error where type, shape and data disagree.
func (a *Array) parsed() (dtype, error) {
	d, reason := parseDType(a.DType)
	if reason != "" {
		return d, fail(-1, "%s", reason)
	}
	if size, ok := elements.Bytes(a.Shape, d.itemSize); !ok || size != len(a.Data) {
		return d, fail(-1, "shape %s of %s does not make %d bytes", clipShape(a.Shape), a.DType, len(a.Data))
	}
	return d, nil
}

// Float32s returns the elements, row-major, each rounded to the nearest
// float32; true is 1. A finite number beyond the range of float32 is an error,
// and so is text.
func (a *Array) Float32s() ([]float32, error) {
	d, err := a.parsed()
	if err != nil {
		return nil, err
	}
	at := d.float32()
	if at == nil {
		return nil, fail(-1, "the array holds text (%s), not numbers", a.DType)
	}
	values := make([]float32, 0, len(a.Data)/d.itemSize)
	for item := range slices.Chunk(a.Data, d.itemSize) {
		v := at(item)
		if math.IsInf(float64(v), 0) && d.name == "f8" && !math.IsInf(float64At(item), 0) {
			return nil, fail(-1, "element %d: %g is beyond float32", len(values), float64At(item))
		}
		values = append(values, v)
	}
	return values, nil
}

func float64At(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// float32 returns what decodes one element, or nil for text.
func (d dtype) float32() func(b []byte) float32 {
	le := binary.LittleEndian
	switch d.name {
	case "f2":
		return func(b []byte) float32 { return elements.Half(le.Uint16(b)) }
	case "f4":
		return func(b []byte) float32 { return math.Float32frombits(le.Uint32(b)) }
	case "f8":
		return func(b []byte) float32 { return float32(float64At(b)) }
	case "u8":
		return func(b []byte) float32 { return float32(le.Uint64(b)) }
	}
	if integer := d.int64(); integer != nil {
		return func(b []byte) float32 { return float32(integer(b)) }
	}
	return nil
}

// int64 returns what decodes one integer that fits an int64, or nil.
func (d dtype) int64() func(b []byte) int64 {
	le := binary.LittleEndian
	switch d.name {
	case "b1":
		return func(b []byte) int64 { return int64(min(b[0], 1)) }
	case "i1":
		return func(b []byte) int64 { return int64(int8(b[0])) }
	case "i2":
		return func(b []byte) int64 { return int64(int16(le.Uint16(b))) }
	case "i4":
		return func(b []byte) int64 { return int64(int32(le.Uint32(b))) }
	case "i8":
		return func(b []byte) int64 { return int64(le.Uint64(b)) }
	case "u1":
		return func(b []byte) int64 { return int64(b[0]) }
	case "u2":
		return func(b []byte) int64 { return int64(le.Uint16(b)) }
	case "u4":
		return func(b []byte) int64 { return int64(le.Uint32(b)) }
	}
	return nil
}
