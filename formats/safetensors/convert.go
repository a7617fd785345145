package safetensors

import (
	"encoding/binary"
	"math"

	"github.com/layercake-go/layercake/internal/elements"
)

// F32 returns an array of float32 values. It keeps shape, and copies values.
func F32(name string, shape []int, values []float32) Tensor {
	data := make([]byte, 0, 4*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	return Tensor{Name: name, DType: "F32", Shape: shape, Data: data}
}

// Float32s returns the elements as float32, row-major. Every type is converted
// exactly; a value that float32 cannot hold (a float64 like 0.1, an integer
// like 2²⁴+1) is an error that names the element, never a rounded number.
func (t *Tensor) Float32s() ([]float32, error) {
	size := t.DType.Size()
	if size == 0 {
		return nil, tensorError(t.Name, "unknown dtype %q", t.DType)
	}
	if len(t.Data)%size != 0 {
		return nil, tensorError(t.Name, "%d bytes are no whole number of %s", len(t.Data), t.DType)
	}
	values := make([]float32, len(t.Data)/size)
	for i := range values {
		v, ok := t.DType.float32(t.Data[i*size:])
		if !ok {
			return nil, tensorError(t.Name, "element %d: this %s has no exact float32", i, t.DType)
		}
		values[i] = v
	}
	return values, nil
}

// float32 decodes the first element of b; ok is false where that is not exact.
func (d DType) float32(b []byte) (v float32, ok bool) {
	le := binary.LittleEndian
	switch d {
	case "F32":
		return math.Float32frombits(le.Uint32(b)), true
	case "BF16":
		return math.Float32frombits(uint32(le.Uint16(b)) << 16), true
	case "F16":
		return elements.Half(le.Uint16(b)), true
	case "F64":
		f := math.Float64frombits(le.Uint64(b))
		return float32(f), float64(float32(f)) == f || f != f
	case "BOOL":
		return float32(b[0]), b[0] <= 1
	case "U8":
		return float32(b[0]), true
	case "I8":
		return float32(int8(b[0])), true
	case "U16":
		return float32(le.Uint16(b)), true
	case "I16":
		return float32(int16(le.Uint16(b))), true
	case "U32":
		return exactUnsigned(uint64(le.Uint32(b)))
	case "I32":
		return exactSigned(int64(int32(le.Uint32(b))))
	case "U64":
		return exactUnsigned(le.Uint64(b))
	case "I64":
		return exactSigned(int64(le.Uint64(b)))
	}
	return 0, false
}

func exactSigned(i int64) (float32, bool) {
	if i < 0 {
		f, ok := exactUnsigned(-uint64(i))
		return -f, ok
	}
	return exactUnsigned(uint64(i))
}

// exactUnsigned compares as integers; a float32 of 2⁶⁴ would not fit back.
func exactUnsigned(u uint64) (float32, bool) {
	f := float32(u)
	return f, f < 1<<64 && uint64(f) == u
}
