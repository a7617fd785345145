// Package npy reads and writes NumPy's array files, .npy (format versions 1 to
// 3) and .npz (a zip archive of them): numbers, truth values and text.
//
// The header of a .npy file is a Python expression; here it is parsed by its
// grammar and never evaluated. Object arrays hold Python pickles, which could
// run anything: they are refused. Nothing is allocated for a size that the input
// only claims.
package npy

import "fmt"

// Array is one array, whatever byte order and axis order its file had.
type Array struct {
	// DType is NumPy's type without the byte order: "f2", "f4", "f8", "i1" to
	// "i8", "u1" to "u8", "b1", "U7" (text of at most 7 characters) or "S7" (7 bytes).
	DType string
	Shape []int  // no entries: one number
	Data  []byte // little-endian, row-major
}

// Error says what is wrong with a file and where.
type Error struct {
	Entry  string // name within a .npz archive; empty in a .npy file
	Offset int64  // byte of the .npy file; -1 where no byte is to blame
	Msg    string
	Err    error // what reading failed with, if it did
}

// Error implements error.
func (e *Error) Error() string {
	s := "npy: "
	if e.Entry != "" {
		s += fmt.Sprintf("%q: ", clip(e.Entry))
	}
	if e.Offset >= 0 {
		s += fmt.Sprintf("byte %d: ", e.Offset)
	}
	return s + e.Msg
}

// Unwrap returns what reading failed with, or nil.
func (e *Error) Unwrap() error { return e.Err }

func fail(offset int, format string, args ...any) error {
	return &Error{Offset: int64(offset), Msg: fmt.Sprintf(format, args...)}
}

// clip keeps hostile text from filling the screen.
func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "…"
	}
	return s
}
