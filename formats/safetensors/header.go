package safetensors

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/elements"
)

// entry is what the header says of one array.
type entry struct {
	DType   DType  `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

// parseHeader returns the arrays in the order of their places, without data,
// and those places: end to end from 0, without holes.
func parseHeader(b []byte) (*File, [][2]int, error) {
	if b[0] != '{' {
		return nil, nil, fileError(lengthSize, "the header must begin with '{', not %q", b[0])
	}
	if !utf8.Valid(b) {
		return nil, nil, fileError(lengthSize, "the header is not UTF-8")
	}
	p := &parser{json.NewDecoder(bytes.NewReader(b)), bytes.ContainsRune(b, utf8.RuneError)}
	p.dec.UseNumber()
	f := &File{}
	var all []placed
	seen := map[string]bool{}
	err := p.object("the header", func(name string) (err error) {
		if seen[name] {
			return twice(name)
		}
		seen[name] = true
		if name == metadataKey {
			f.Metadata, err = p.metadata()
			return err
		}
		if len(all) == maxTensors {
			return tensorError(name, "one too many: at most %d are read", maxTensors)
		}
		e, err := p.entry(name)
		if err != nil {
			return err
		}
		all = append(all, placed{Tensor{Name: name, DType: e.DType, Shape: e.Shape}, e.Offsets})
		return nil
	})
	if err != nil {
		return nil, nil, p.locate(err)
	}
	if _, err := p.dec.Token(); err != io.EOF {
		return nil, nil, p.locate(fmt.Errorf("text behind the header's end"))
	}
	spans, err := f.lay(all)
	return f, spans, err
}

// placed is an array and where its data begins and ends.
type placed struct {
	Tensor
	at [2]int
}

// lay takes the arrays in the order of their places, which must be end to end.
func (f *File) lay(all []placed) ([][2]int, error) {
	slices.SortStableFunc(all, func(x, y placed) int {
		if x.at[0] != y.at[0] {
			return x.at[0] - y.at[0]
		}
		return x.at[1] - y.at[1] // empty arrays before the one that begins there
	})
	spans := make([][2]int, len(all))
	end := 0
	for i, t := range all {
		if t.at[0] != end {
			return nil, tensorError(t.Name, "begins at %d of the data, should at %d: no holes, no overlaps", t.at[0], end)
		}
		end = t.at[1]
		spans[i] = t.at
		f.Tensors = append(f.Tensors, t.Tensor)
	}
	return spans, nil
}

func (p *parser) metadata() (map[string]string, error) {
	m := map[string]string{}
	err := p.object(metadataKey, func(key string) (err error) {
		if _, ok := m[key]; ok {
			return twice(key)
		}
		m[key], err = p.text()
		return err
	})
	return m, err
}

// entry reads one array's type, shape and place, and checks them against each other.
func (p *parser) entry(name string) (e entry, err error) {
	var at []int
	err = p.object("a tensor", func(key string) (err error) {
		switch {
		case key == "dtype" && e.DType == "":
			var s string
			s, err = p.text()
			e.DType = known(s)
		case key == "shape" && e.Shape == nil:
			e.Shape, err = p.sizes()
		case key == "data_offsets" && at == nil:
			at, err = p.sizes()
		case key == "dtype" || key == "shape" || key == "data_offsets":
			return tensorError(name, "%q comes twice", key)
		default:
			return tensorError(name, "unknown key %q; the keys are dtype, shape and data_offsets", clip(key))
		}
		return err
	})
	if err != nil {
		return e, err
	}
	if e.DType == "" || e.Shape == nil || at == nil {
		return e, tensorError(name, "needs dtype, shape and data_offsets")
	}
	if len(at) != 2 {
		return e, tensorError(name, "data_offsets has %d numbers, wants begin and end", len(at))
	}
	e.Offsets = [2]int(at)
	return e, e.check(name)
}

func (e *entry) check(name string) error {
	if e.DType.Size() == 0 {
		return tensorError(name, "unknown dtype %q; the known are %v", clip(string(e.DType)), dtypes)
	}
	begin, end := e.Offsets[0], e.Offsets[1]
	if end < begin {
		return tensorError(name, "ends at %d, before its begin at %d", end, begin)
	}
	size, ok := elements.Bytes(e.Shape, e.DType.Size())
	if !ok {
		return tensorError(name, "shape %v of %s is larger than any file", clipShape(e.Shape), e.DType)
	}
	if size != end-begin {
		return tensorError(name, "shape %v of %s makes %d bytes, data_offsets give it %d", clipShape(e.Shape), e.DType, size, end-begin)
	}
	return nil
}

func clipShape(shape []int) string {
	if len(shape) > 8 {
		return fmt.Sprintf("%v…", shape[:8])
	}
	return fmt.Sprint(shape)
}
