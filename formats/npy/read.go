package npy

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/elements"
)

const magic = "\x93NUMPY"

// Read reads one .npy file to its end. It holds what it has read and no more: a
// size that the input does not have is found by reading, not by allocating.
func Read(r io.Reader) (*Array, error) {
	h, base, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	size, ok := elements.Bytes(h.shape, h.dtype.itemSize)
	if !ok {
		return nil, fail(base, "shape %s of %s is larger than any file", clipShape(h.shape), h.dtype.name)
	}
	data, err := readN(r, size)
	if err != nil {
		return nil, err
	}
	if len(data) < size {
		return nil, fail(base, "shape %s of %s has %d bytes, the file has only %d of them", clipShape(h.shape), h.dtype.name, size, len(data))
	}
	if extra, err := readN(r, 1); err != nil {
		return nil, err
	} else if len(extra) > 0 {
		return nil, fail(base+size, "there are bytes behind the array")
	}
	if h.big {
		for unit := range slices.Chunk(data, h.dtype.unit()) {
			slices.Reverse(unit)
		}
	}
	if h.fortran {
		data = rowMajor(data, h.shape, h.dtype.itemSize)
	}
	return &Array{h.dtype.name, h.shape, data}, nil
}

// readHeader returns the header and the offset of the data.
func readHeader(r io.Reader) (h header, base int, err error) {
	start, err := readN(r, len(magic)+2)
	if err != nil {
		return h, 0, err
	}
	if len(start) < len(magic)+2 || string(start[:len(magic)]) != magic {
		return h, 0, fail(0, "not a .npy file: it does not begin with \\x93NUMPY")
	}
	major, minor := start[6], start[7]
	lengthSize := 2
	switch {
	case major < 1 || major > 3 || minor != 0:
		return h, 0, fail(6, "format version %d.%d is not 1.0, 2.0 or 3.0", major, minor)
	case major > 1:
		lengthSize = 4
	}
	length, err := readN(r, lengthSize)
	if err != nil {
		return h, 0, err
	}
	n := binary.LittleEndian.Uint32(append(length, 0, 0, 0, 0))
	if n > maxHeader {
		return h, 0, fail(8, "a header of %d bytes; at most %d are read", n, maxHeader)
	}
	text, err := readN(r, int(n))
	if err != nil {
		return h, 0, err
	}
	base = len(start) + lengthSize
	if len(length) < lengthSize || len(text) < int(n) {
		return h, 0, fail(base, "the file ends within its header")
	}
	if major == 3 && !utf8.Valid(text) {
		return h, 0, fail(base, "the header is not UTF-8")
	}
	h, err = parseHeader(string(text), base)
	return h, base + int(n), err
}

// readN reads n bytes, or fewer where the input ends, into memory that grows
// with what really comes.
func readN(r io.Reader, n int) ([]byte, error) {
	var b bytes.Buffer
	if _, err := b.ReadFrom(io.LimitReader(r, int64(n))); err != nil {
		return nil, &Error{Offset: -1, Msg: err.Error(), Err: err}
	}
	return b.Bytes(), nil
}

// rowMajor reorders an array whose first axis varies fastest. It walks the
// output in order; at is the place of the same element in the input.
func rowMajor(data []byte, shape []int, itemSize int) []byte {
	if len(data) == 0 || len(shape) < 2 {
		return data
	}
	strides := make([]int, len(shape))
	stride := itemSize
	for k, n := range shape {
		strides[k] = stride
		stride *= n
	}
	index := make([]int, len(shape))
	out := make([]byte, 0, len(data))
	for at := 0; ; {
		out = append(out, data[at:at+itemSize]...)
		k := len(shape) - 1
		for ; k >= 0; k-- {
			at += strides[k]
			if index[k]++; index[k] < shape[k] {
				break
			}
			at -= strides[k] * shape[k]
			index[k] = 0
		}
		if k < 0 {
			return out
		}
	}
}
