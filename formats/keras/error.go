package keras

import (
	"errors"
	"fmt"

	"github.com/layercake-go/layercake/internal/registry"
)

// An Error says what is wrong with a file, and where in it.
type Error struct {
	Member string // of the zip archive: "config.json"; "" if it is about the file
	Path   string // the field of its JSON: "config.layers[2].config.units"
	Offset int64  // byte of the file or of the member; -1 where a Path says more
	Err    error
}

// Error implements error.
func (e *Error) Error() string {
	text := e.Err.Error()
	if e.Offset >= 0 {
		text = fmt.Sprintf("byte %d: %s", e.Offset, text)
	}
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if e.Member != "" {
		text = e.Member + ": " + text
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// fail is an Error about a field.
func fail(path, format string, args ...any) error {
	return &Error{Path: path, Offset: -1, Err: fmt.Errorf(format, args...)}
}

// failAt is an Error about a byte.
func failAt(offset int64, format string, args ...any) error {
	return &Error{Offset: offset, Err: fmt.Errorf(format, args...)}
}

// failIn is an Error about a member of an archive.
func failIn(member, format string, args ...any) error {
	return &Error{Member: member, Offset: -1, Err: fmt.Errorf(format, args...)}
}

// in says which member err is about.
func in(member string, err error) error {
	var e *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e) && e.Member == "":
		e.Member = member
		return err
	case errors.As(err, &e):
		return err
	}
	return &Error{Member: member, Offset: -1, Err: err}
}

// field says where errors about keys of one object stand: they become Errors.
func field(path string, err error) error {
	var e *Error
	if err == nil || errors.As(err, &e) {
		return err
	}
	var list []error
	for _, k := range registry.Flat(err) {
		list = append(list, &Error{Path: registry.Join(path, k.Key), Offset: -1, Err: k.Err})
	}
	return errors.Join(list...)
}
