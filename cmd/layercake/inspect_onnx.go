package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// onnxTypes are ONNX's types of elements, by number.
var onnxTypes = []string{"?", "F32", "U8", "I8", "U16", "I16", "I32", "I64", "text", "BOOL", "F16", "F64", "U32", "U64", "C64", "C128", "BF16"}

// An onnxList is what is found in an ONNX file.
type onnxList struct {
	l       *lister
	ops     map[string]int
	tensors map[string]arrayLine
	names   []string
	ends    []string // inputs and outputs
}

// inspectONNX lists the graph of an ONNX file: what goes in and out, how many
// steps of each kind, and its weights. The numbers are those of the fields in
// onnx.proto.
func inspectONNX(l *lister, r io.ReaderAt, size int64) error {
	const most = 1<<31 - 1
	if size > most {
		return fmt.Errorf("%d bytes; an ONNX file has at most %d", size, most)
	}
	file := make([]byte, size)
	if _, err := r.ReadAt(file, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	o := &onnxList{l: l, ops: map[string]int{}, tensors: map[string]arrayLine{}}
	l.title("Metadata")
	err := wireFields(file, func(f wireField) error {
		switch f.number {
		case 1:
			l.line("  IR version: %d", f.value)
		case 2:
			l.line("  producer: %s", clipped(string(f.bytes)))
		case 7:
			return o.graph(f.bytes)
		case 8:
			domain, version := "", uint64(0)
			err := wireFields(f.bytes, func(f wireField) error {
				if f.number == 1 {
					domain = string(f.bytes)
				} else if f.number == 2 {
					version = f.value
				}
				return nil
			})
			l.line("  opset: %s", strings.TrimSpace(fmt.Sprintf("%d %s", version, clipped(domain))))
			return err
		case 14:
			return o.property(f.bytes)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.write()
}

// property lists one entry of the metadata.
func (o *onnxList) property(message []byte) error {
	var key, value string
	err := wireFields(message, func(f wireField) error {
		if f.number == 1 {
			key = string(f.bytes)
		} else if f.number == 2 {
			value = string(f.bytes)
		}
		return nil
	})
	if key == "layercake" {
		o.l.model(value)
	} else {
		o.l.line("  %s: %s", clipped(key), clipped(value))
	}
	return err
}

func (o *onnxList) graph(message []byte) error {
	return wireFields(message, func(f wireField) error {
		switch f.number {
		case 1:
			return wireFields(f.bytes, func(f wireField) error {
				if f.number == 4 && (len(o.ops) < maxShown || o.ops[string(f.bytes)] > 0) {
					o.ops[string(f.bytes)]++
				}
				return nil
			})
		case 5:
			return o.tensor(f.bytes)
		case 11, 12:
			text, err := endText(f.bytes)
			o.ends = append(o.ends, map[uint64]string{11: "input", 12: "output"}[f.number]+"  "+text)
			return err
		}
		return nil
	})
}

// endText is an input's or an output's name and shape.
func endText(message []byte) (string, error) {
	var name string
	var dims []string
	err := wireFields(message, func(f wireField) error {
		switch f.number {
		case 1:
			name = clipped(string(f.bytes))
		case 2: // type → tensor type → shape → axes
			return within(f.bytes, []uint64{1, 2, 1}, func(axis []byte) error {
				text := "?"
				err := wireFields(axis, func(f wireField) error {
					if f.number == 1 {
						text = fmt.Sprint(int64(f.value))
					} else if f.number == 2 {
						text = clipped(string(f.bytes))
					}
					return nil
				})
				if len(dims) < 64 {
					dims = append(dims, text)
				}
				return err
			})
		}
		return nil
	})
	return fmt.Sprintf("%s [%s]", name, strings.Join(dims, " ")), err
}

// within visits the messages that a path of field numbers leads to.
func within(message []byte, path []uint64, visit func([]byte) error) error {
	if len(path) == 0 {
		return visit(message)
	}
	return wireFields(message, func(f wireField) error {
		if f.number != path[0] {
			return nil
		}
		return within(f.bytes, path[1:], visit)
	})
}

// tensor notes one array of weights.
func (o *onnxList) tensor(message []byte) error {
	var a arrayLine
	var dims []uint64
	var raw []byte
	kind, outside := uint64(0), false
	err := wireFields(message, func(f wireField) error {
		switch f.number {
		case 1:
			if dims = f.numbers(dims); len(dims) > 64 {
				return errors.New("an array of more than 64 axes")
			}
		case 2:
			kind = f.value
		case 4, 9:
			raw = f.bytes
		case 8:
			a.name = string(f.bytes)
		case 14:
			outside = f.value == 1
		}
		return nil
	})
	if err != nil {
		return err
	}
	if a.dtype = "?"; kind < uint64(len(onnxTypes)) {
		a.dtype = onnxTypes[kind]
	}
	n := uint64(1)
	for _, d := range dims {
		if d > math.MaxInt32 || n*d > math.MaxInt32 {
			return fmt.Errorf("the array %q of shape %v is larger than any file", clipped(a.name), dims)
		}
		n *= d
		a.shape = append(a.shape, int(d))
	}
	switch {
	case outside:
		a.note = "kept in another file, which is not opened"
	case a.dtype == "F32" && uint64(len(raw)) == 4*n:
		a.note = rangeOf(raw)
	}
	if _, twice := o.tensors[a.name]; !twice {
		o.names = append(o.names, a.name)
	}
	o.tensors[a.name] = a
	return nil
}

// rangeOf is the range of float32 values, little-endian.
func rangeOf(raw []byte) string {
	values := make([]float32, len(raw)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	text, _ := span(values)
	return text
}

// write lists what was found.
func (o *onnxList) write() error {
	o.l.title("Graph")
	for _, text := range o.ends {
		o.l.line("  %s", text)
	}
	var ops []string
	for _, op := range slices.Sorted(maps.Keys(o.ops)) {
		ops = append(ops, fmt.Sprintf("%s ×%d", clipped(op), o.ops[op]))
	}
	o.l.line("  steps  %s", strings.Join(ops, ", "))
	return o.l.arrays(o.names, func(name string) (arrayLine, error) { return o.tensors[name], nil })
}
