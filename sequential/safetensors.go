package sequential

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/safetensors"
	"github.com/layercake-go/layercake/internal/snapshot"
)

// key is where a .safetensors file keeps what is not an array.
const key = "layercake"

var _ = RegisterFormat(".safetensors", Format{Write: writeSafetensors, Read: readSafetensors, Magic: isSafetensors})

func writeSafetensors(w io.Writer, s *snapshot.Snapshot) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	f := &safetensors.File{Metadata: map[string]string{key: string(text), "format": "layercake"}}
	for _, a := range append(append([]snapshot.Array{}, s.Weights...), s.Slots...) {
		f.Tensors = append(f.Tensors, safetensors.F32(a.Name, a.Shape, a.Data))
	}
	return safetensors.Write(w, f)
}

func readSafetensors(r io.ReaderAt, size int64) (*snapshot.Snapshot, error) {
	f, err := safetensors.Read(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, err
	}
	text, ok := f.Metadata[key]
	if !ok {
		return nil, fmt.Errorf("this file has arrays but no model: its metadata has no %q", key)
	}
	s := &snapshot.Snapshot{}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("metadata %q: %w", key, err)
	}
	if d.More() {
		return nil, errors.New("metadata " + key + ": something follows the model")
	}
	for i := range f.Tensors {
		t := &f.Tensors[i]
		a := snapshot.Array{Name: t.Name, Shape: t.Shape, Read: func(dst []float32) error {
			v, err := t.Float32s()
			copy(dst, v)
			return err
		}}
		if strings.HasPrefix(t.Name, "optimizer/") {
			s.Slots = append(s.Slots, a)
		} else {
			s.Weights = append(s.Weights, a)
		}
	}
	sortSlots(s.Slots)
	return s, nil
}

// isSafetensors: a length of 8 bytes, then JSON.
func isSafetensors(head []byte) bool {
	return len(head) >= 9 && head[8] == '{' && binary.LittleEndian.Uint64(head) < 100<<20
}

// sortSlots puts the optimizer's arrays in their order: optimizer/2/momentum.
func sortSlots(list []snapshot.Array) {
	place := func(a snapshot.Array) (n int) {
		fmt.Sscanf(a.Name, "optimizer/%d/", &n)
		return n
	}
	slices.SortStableFunc(list, func(a, b snapshot.Array) int { return place(a) - place(b) })
}
