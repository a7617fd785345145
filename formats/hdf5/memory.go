package hdf5

import (
	"encoding/binary"
	"unsafe"
)

// number is what slices of numbers are read from and written to without a copy.
type number interface{ float32 | int32 | int64 }

// littleEndian reports whether numbers lie in memory as they do in most files.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// bytesOf is the memory of a slice. On little-endian machines, a file's bytes
// can be read into it and its bytes written as they are.
func bytesOf[T number](v []T) []byte {
	if len(v) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), len(v)*int(unsafe.Sizeof(v[0])))
}

// encoded returns the little-endian bytes of numbers: their own memory, if it
// has them.
func encoded[T number](v []T) []byte {
	if littleEndian {
		return bytesOf(v)
	}
	b, err := binary.Append(nil, le, v)
	if err != nil {
		panic("hdf5: " + err.Error()) // cannot happen: the types have a fixed size
	}
	return b
}
