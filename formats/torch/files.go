package torch

import (
	"encoding/binary"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/formats/npy"
	"github.com/layercake-go/layercake/formats/safetensors"
)

// ReadSafetensors reads what safetensors.torch.save_file wrote. Half precision
// and bfloat16 become float32; what float32 cannot hold exactly is an error.
func ReadSafetensors(r io.Reader) (*StateDict, error) {
	f, err := safetensors.Read(r)
	if err != nil {
		return nil, err
	}
	d := &StateDict{}
	for i := range f.Tensors {
		t := &f.Tensors[i]
		if ignored(t.Name) {
			continue
		}
		v, err := t.Float32s()
		if err != nil {
			return nil, err
		}
		d.Arrays = append(d.Arrays, Array{t.Name, t.Shape, v})
	}
	return d, nil
}

// ReadNPZ reads what numpy.savez(path, **arrays) wrote of a state dict's arrays.
// Values that float32 cannot hold exactly are an error.
func ReadNPZ(r io.ReaderAt, size int64) (*StateDict, error) {
	archive, err := npy.OpenArchive(r, size)
	if err != nil {
		return nil, err
	}
	names := archive.Names()
	// savez keeps the order that it was given; names in order prove nothing.
	d := &StateDict{Ordered: !slices.IsSorted(names)}
	for _, name := range names {
		if ignored(name) {
			continue
		}
		a, err := archive.Array(name)
		if err != nil {
			return nil, err
		}
		v, err := exact(a)
		if err != nil {
			return nil, &Error{Array: name, Msg: err.Error()}
		}
		d.Arrays = append(d.Arrays, Array{name, a.Shape, v})
	}
	return d, nil
}

// exact is the array's values, none of them rounded.
func exact(a *npy.Array) ([]float32, error) {
	v, err := a.Float32s()
	if err != nil || a.DType != "f8" {
		return v, err
	}
	for i, x := range v {
		was := math.Float64frombits(binary.LittleEndian.Uint64(a.Data[8*i:]))
		if float64(x) != was && was == was {
			return nil, &Error{Msg: "it holds float64 values that float32 cannot; save it as float32"}
		}
	}
	return v, nil
}

// ignored are entries that say nothing of a prediction.
func ignored(name string) bool { return strings.HasSuffix("."+name, ".num_batches_tracked") }

// WriteSafetensors writes what safetensors.torch.load_file reads.
func (d *StateDict) WriteSafetensors(w io.Writer) error {
	f := &safetensors.File{Metadata: map[string]string{"format": "pt"}}
	for _, a := range d.Arrays {
		f.Tensors = append(f.Tensors, safetensors.F32(a.Name, a.Shape, a.Data))
	}
	return safetensors.Write(w, f)
}

// WriteNPZ writes what numpy.load reads.
func (d *StateDict) WriteNPZ(w io.Writer) error {
	arrays := map[string]*npy.Array{}
	for _, a := range d.Arrays {
		arrays[a.Name] = npy.FromFloat32s(a.Shape, a.Data)
	}
	return npy.WriteArchive(w, arrays)
}
