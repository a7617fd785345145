package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/elements"
)

// Write writes f. The same arrays give the same bytes in whatever order they
// come: those of wide types first, then by name, as the format's own library
// does. An array whose shape and data disagree, a name given twice or the name
// "__metadata__" is an error, and then nothing has been written.
func Write(w io.Writer, f *File) error {
	tensors := slices.Clone(f.Tensors)
	slices.SortFunc(tensors, func(a, b Tensor) int {
		if d := b.DType.rank() - a.DType.rank(); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	header, err := buildHeader(f.Metadata, tensors)
	if err != nil {
		return err
	}
	if _, err := w.Write(header); err != nil {
		return err
	}
	for i := range tensors {
		if _, err := w.Write(tensors[i].Data); err != nil {
			return err
		}
	}
	return nil
}

// buildHeader returns the length and the JSON, padded with spaces so that the
// arrays begin at a multiple of 8.
func buildHeader(metadata map[string]string, tensors []Tensor) ([]byte, error) {
	var b bytes.Buffer
	b.Write(make([]byte, lengthSize))
	b.WriteByte('{')
	if metadata != nil {
		b.WriteString(`"` + metadataKey + `":`)
		writeJSON(&b, metadata) // encoding/json sorts the keys
	}
	if len(tensors) > maxTensors {
		return nil, fileError(-1, "%d tensors; a file has at most %d", len(tensors), maxTensors)
	}
	seen := make(map[string]bool, len(tensors))
	offset := 0
	for i := range tensors {
		t := &tensors[i]
		if err := t.check(); err != nil {
			return nil, err
		}
		if seen[t.Name] {
			return nil, tensorError(t.Name, "there are two of this name")
		}
		seen[t.Name] = true
		if b.Len() > lengthSize+1 {
			b.WriteByte(',')
		}
		writeJSON(&b, t.Name)
		b.WriteByte(':')
		shape := append([]int{}, t.Shape...) // never null
		writeJSON(&b, entry{t.DType, shape, [2]int{offset, offset + len(t.Data)}})
		offset += len(t.Data)
	}
	b.WriteByte('}')
	for b.Len()%8 != 0 {
		b.WriteByte(' ')
	}
	n := b.Len() - lengthSize
	if n > maxHeader {
		return nil, fileError(0, "the header would have %d bytes, at most %d are read", n, maxHeader)
	}
	binary.LittleEndian.PutUint64(b.Bytes(), uint64(n))
	return b.Bytes(), nil
}

// check compares shape, type and data.
func (t *Tensor) check() error {
	if t.Name == metadataKey {
		return tensorError(t.Name, "this name is taken by the format")
	}
	if !utf8.ValidString(t.Name) {
		return tensorError(t.Name, "the name is not UTF-8")
	}
	if t.DType.Size() == 0 {
		return tensorError(t.Name, "unknown dtype %q", t.DType)
	}
	if size, ok := elements.Bytes(t.Shape, t.DType.Size()); !ok || size != len(t.Data) {
		return tensorError(t.Name, "shape %v of %s does not make %d bytes", t.Shape, t.DType, len(t.Data))
	}
	return nil
}

// writeJSON appends v; strings, integers and structs of them cannot fail.
func writeJSON(b *bytes.Buffer, v any) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("safetensors: " + err.Error())
	}
	b.Truncate(b.Len() - 1) // Encode ends with a newline
}
