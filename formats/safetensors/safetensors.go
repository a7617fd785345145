// Package safetensors reads and writes safetensors files: named arrays and a
// map of strings, nothing that could run.
//
// A file is the length of its header (8 bytes, little-endian), the header (JSON:
// for every array its type, shape and place) and the arrays, end to end. Reading
// is as strict as the format's own library, and refuses what that one leaves
// open: names given twice and keys that the format does not know. A header may
// have 8 MiB and 65,536 arrays. Nothing is allocated for a size that the input
// only claims.
package safetensors

import "fmt"

// Tensor is one array of a file.
type Tensor struct {
	Name  string
	DType DType
	Shape []int  // no entries: one number
	Data  []byte // little-endian, row-major
}

// File is what a safetensors file holds.
type File struct {
	Metadata map[string]string // nil if the file has none
	Tensors  []Tensor
}

// Tensor returns the array with the given name, or nil.
func (f *File) Tensor(name string) *Tensor {
	for i := range f.Tensors {
		if f.Tensors[i].Name == name {
			return &f.Tensors[i]
		}
	}
	return nil
}

// Error says what is wrong with a file and where.
type Error struct {
	Tensor string // the array's name; empty if it is not about one array
	Offset int64  // byte of the file; -1 where no byte is to blame
	Msg    string
}

// Error implements error.
func (e *Error) Error() string {
	s := "safetensors: "
	if e.Tensor != "" {
		s += fmt.Sprintf("tensor %q: ", clip(e.Tensor))
	}
	if e.Offset >= 0 {
		s += fmt.Sprintf("byte %d: ", e.Offset)
	}
	return s + e.Msg
}

// clip keeps a hostile name from filling the screen.
func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "…"
	}
	return s
}

func fileError(offset int64, format string, args ...any) error {
	return &Error{Offset: offset, Msg: fmt.Sprintf(format, args...)}
}

func tensorError(name, format string, args ...any) error {
	return &Error{Tensor: name, Offset: -1, Msg: fmt.Sprintf(format, args...)}
}
