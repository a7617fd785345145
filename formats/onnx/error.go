package onnx

import "fmt"

// An Error says what of an ONNX file cannot be read, or what of a model cannot be
// written.
type Error struct {
	Where string // a node, an initializer, a field: node "/fc/Gemm"
	Op    string // the node's op, or the layer's type; may be empty
	Err   error
}

// Error is: node "/conv1/Conv": op Conv: …
func (e *Error) Error() string {
	text := "ONNX"
	if e.Where != "" {
		text += ": " + e.Where
	}
	if e.Op != "" {
		text += ": " + e.Op
	}
	return text + ": " + e.Err.Error()
}

// Unwrap returns what is wrong there.
func (e *Error) Unwrap() error { return e.Err }

func fail(where, op, format string, args ...any) error {
	return &Error{Where: where, Op: op, Err: fmt.Errorf(format, args...)}
}
