package onnx

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/layercake-go/layercake/formats/onnx/internal/onnxpb"
	"github.com/layercake-go/layercake/layer"
)

// tensor is a constant: floats, or whole numbers and truths, or texts.
type tensor struct {
	dims   []int
	floats []float32
	ints   []int64
	texts  []string
}

// tensorOf reads what the file has of a tensor; nothing is made that is bigger
// than the bytes that are there.
func tensorOf(p *onnxpb.TensorProto) (*tensor, error) {
	where := "tensor " + quote(p.GetName())
	if p.GetDataLocation() == onnxpb.TensorProto_EXTERNAL || len(p.ExternalData) > 0 {
		return nil, fail(where, "", "its data is in another file, which is not opened; save the model with its data inside")
	}
	if p.Segment != nil {
		return nil, fail(where, "", "tensors in segments are not supported")
	}
	if n := len(p.Dims); n > maxAxes {
		return nil, fail(where, "", "dims: want at most %d axes, have %d", maxAxes, n)
	}
	t := &tensor{}
	size := 1
	for _, d := range p.Dims {
		if d < 0 || d > math.MaxInt32 || d > 0 && size > math.MaxInt32/int(d) {
			return nil, fail(where, "", "dims: want sizes from 0 that fit together, have %d", d)
		}
		size *= int(d)
		t.dims = append(t.dims, int(d))
	}
	have, err := t.fill(p, where)
	if err == nil && have != size {
		err = fail(where, "", "dims %v make %d values, its data has %d", t.dims, size, have)
	}
	return t, err
}

// fill reads the values and returns how many there are.
func (t *tensor) fill(p *onnxpb.TensorProto, where string) (int, error) {
	kind := onnxpb.TensorProto_DataType(p.GetDataType())
	width := map[onnxpb.TensorProto_DataType]int{onnxpb.TensorProto_FLOAT: 4, onnxpb.TensorProto_INT64: 8, onnxpb.TensorProto_INT32: 4, onnxpb.TensorProto_BOOL: 1}[kind]
	if raw := p.RawData; raw != nil && width > 0 {
		if len(raw)%width != 0 {
			return 0, fail(where, "", "raw_data: want whole values of %d bytes, have %d bytes", width, len(raw))
		}
		if len(p.FloatData)+len(p.Int32Data)+len(p.Int64Data) > 0 {
			return 0, fail(where, "", "it has raw_data and other data as well")
		}
		t.fillRaw(raw, kind, width)
		return len(raw) / width, nil
	}
	switch kind {
	case onnxpb.TensorProto_FLOAT:
		t.floats = p.FloatData
	case onnxpb.TensorProto_INT64:
		t.ints = p.Int64Data
	case onnxpb.TensorProto_INT32, onnxpb.TensorProto_BOOL:
		for _, v := range p.Int32Data {
			t.ints = append(t.ints, int64(v))
		}
	case onnxpb.TensorProto_STRING:
		for _, s := range p.StringData {
			t.texts = append(t.texts, string(s))
		}
	default:
		return 0, fail(where, "", "data_type: want float32, int64, int32, bool or string, have %v; export the model with float32", kind)
	}
	return max(len(t.floats), len(t.ints), len(t.texts)), nil
}

func (t *tensor) fillRaw(raw []byte, kind onnxpb.TensorProto_DataType, width int) {
	if kind == onnxpb.TensorProto_FLOAT {
		t.floats = make([]float32, len(raw)/4)
		for i := range t.floats {
			t.floats[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
		return
	}
	t.ints = make([]int64, len(raw)/width)
	for i := range t.ints {
		switch b := raw[i*width:]; width {
		case 8:
			t.ints[i] = int64(binary.LittleEndian.Uint64(b))
		case 4:
			t.ints[i] = int64(int32(binary.LittleEndian.Uint32(b)))
		default:
			t.ints[i] = int64(b[0])
		}
	}
}

func (t *tensor) size() int { return layer.Shape(t.dims).Size() }

// number is the one value of a tensor that has only one.
func (t *tensor) number() (float64, bool) {
	switch {
	case len(t.floats) == 1:
		return float64(t.floats[0]), true
	case len(t.ints) == 1:
		return float64(t.ints[0]), true
	}
	return 0, false
}

// aligned is the shape of t with a 1 for each axis that it lacks in front, so that
// it has rank axes; false if it has more.
func (t *tensor) aligned(rank int) ([]int, bool) {
	dims := t.dims
	for len(dims) > rank && dims[0] == 1 {
		dims = dims[1:]
	}
	if len(dims) > rank {
		return nil, false
	}
	return append(slices.Repeat([]int{1}, rank-len(dims)), dims...), true
}

// nothing stands for an input that is left out.
var nothing = &tensor{floats: []float32{float32(math.NaN())}}

// asFloats is t with its whole numbers as floats.
func (t *tensor) asFloats() *tensor {
	if t.ints == nil {
		return t
	}
	out := &tensor{dims: t.dims, floats: make([]float32, len(t.ints))}
	for i, v := range t.ints {
		out.floats[i] = float32(v)
	}
	return out
}
