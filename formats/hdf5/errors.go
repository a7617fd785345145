package hdf5

import (
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Error says what is wrong with a file and where.
type Error struct {
	Path   string // the object, as in "/layers/dense/vars/0"; empty if it is about the file
	Offset int64  // byte of the file; -1 where no byte is to blame
	Err    error  // what is wrong
}

// Error implements error.
func (e *Error) Error() string {
	s := "hdf5: "
	if e.Path != "" {
		s += clip(e.Path) + ": "
	}
	if e.Offset >= 0 {
		s += "byte " + strconv.FormatInt(e.Offset, 10) + ": "
	}
	return s + e.Err.Error()
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// fail is an error at a byte of the file, or at none if offset is negative.
func fail(offset int64, format string, args ...any) error {
	return &Error{Offset: offset, Err: fmt.Errorf(format, args...)}
}

// at says which object err is about, unless it says so itself.
func at(path string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) {
		return &Error{Path: path, Offset: -1, Err: err}
	}
	if e.Path == "" {
		return &Error{Path: path, Offset: e.Offset, Err: e.Err}
	}
	return err
}

// readError turns the end of the input into words and keeps other failures.
func readError(offset int64, err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return fail(offset, "the file ends here: %w", io.ErrUnexpectedEOF)
	}
	return &Error{Offset: offset, Err: err}
}

// clip keeps a hostile name from filling the screen.
func clip(s string) string {
	if len(s) > 200 {
		s = s[:200] + "…"
	}
	q := strconv.Quote(s)
	return q[1 : len(q)-1]
}

func errorf(format string, args ...any) error { return fmt.Errorf(format, args...) }
