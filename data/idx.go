package data

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// idxTypes has the size and the decoder of each element type of an IDX file.
var idxTypes = map[byte]struct {
	size   int
	decode func(b []byte) float64
}{
	0x08: {1, func(b []byte) float64 { return float64(b[0]) }},
	0x09: {1, func(b []byte) float64 { return float64(int8(b[0])) }},
	0x0b: {2, func(b []byte) float64 { return float64(int16(binary.BigEndian.Uint16(b))) }},
	0x0c: {4, func(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) }},
	0x0d: {4, func(b []byte) float64 { return float64(math.Float32frombits(binary.BigEndian.Uint32(b))) }},
	0x0e: {8, func(b []byte) float64 { return math.Float64frombits(binary.BigEndian.Uint64(b)) }},
}

// DecodeIDX reads one IDX file (the format of MNIST), gzipped or not, to its
// end: numbers of any of its types, with 1 to 255 axes. It holds what it has read
// and no more; a size that the input does not have is found by reading, and so
// is compressed data that inflates out of proportion.
func DecodeIDX(r io.Reader) (*Tensor, error) {
	r, err := inflate(r)
	if err != nil {
		return nil, readProblem(err, "not a gzip file")
	}
	var magic [4]byte
	if _, err := io.ReadFull(r, magic[:]); err != nil {
		return nil, readProblem(err, "the file has less than 4 bytes")
	}
	kind, known := idxTypes[magic[2]]
	if magic[0] != 0 || magic[1] != 0 || !known || magic[3] == 0 {
		return nil, problem("not an IDX file: it begins with % x", magic)
	}
	axes := make([]byte, 4*int(magic[3]))
	if _, err := io.ReadFull(r, axes); err != nil {
		return nil, readProblem(err, "the file ends within its header")
	}
	t := &Tensor{}
	for ; len(axes) > 0; axes = axes[4:] {
		t.Shape = append(t.Shape, int(binary.BigEndian.Uint32(axes)))
	}
	total, ok := count(t.Shape)
	if !ok || total > math.MaxInt/kind.size {
		return nil, problem("shape %s is larger than any file", shapeString(t.Shape))
	}
	if total == 0 {
		return nil, problem("the data is empty: shape %s", shapeString(t.Shape))
	}
	if err := t.read(r, total, kind.size, kind.decode); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(r, magic[:1]); err == nil {
		return nil, problem("there are bytes behind the data of shape %s", shapeString(t.Shape))
	} else if err != io.EOF {
		return nil, readProblem(err, "the file ends within its checksum")
	}
	return t, nil
}

// read appends total numbers. Memory doubles as they come, and ends at their size.
func (t *Tensor) read(r io.Reader, total, size int, decode func([]byte) float64) error {
	var buf [32 << 10]byte
	for len(t.Data) < total {
		chunk := buf[:min(len(buf), (total-len(t.Data))*size)]
		if _, err := io.ReadFull(r, chunk); err != nil {
			return readProblem(err, "shape "+shapeString(t.Shape)+" has more data than the file")
		}
		if need := len(t.Data) + len(chunk)/size; need > cap(t.Data) {
			t.Data = append(make([]float32, 0, min(total, 2*need)), t.Data...)
		}
		for ; len(chunk) > 0; chunk = chunk[size:] {
			f := decode(chunk)
			v, ok := narrow(f)
			if !ok {
				return problem("value %d: %g is beyond float32", len(t.Data), f)
			}
			t.Data = append(t.Data, v)
		}
	}
	return nil
}

// readProblem says msg where the input ended too early, and passes on what else
// reading failed with.
func readProblem(err error, msg string) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	if err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		msg = err.Error()
	}
	e = problem("%s", msg)
	e.Err = err
	return e
}
