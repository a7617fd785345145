package data

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Error says what is wrong with data and where. Rows and columns are counted
// from 0, as x[row][column] is in Go; lines of a file from 1, as editors do.
type Error struct {
	File   string // empty for data in memory
	Line   int    // of File; 0 where no line is to blame
	Row    int    // -1 where no row is to blame
	Col    int    // -1 where no column is to blame
	Column string // the column's name, if it has one
	Msg    string
	Err    error // what reading failed with, if it did
}

// Error implements error: file:line: column "name": message, or the row and the
// column where there is no line.
func (e *Error) Error() string {
	var s strings.Builder
	if e.File != "" {
		s.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&s, ":%d", e.Line)
		}
		s.WriteString(": ")
	}
	switch {
	case e.Column != "":
		fmt.Fprintf(&s, "column %q: ", clip(e.Column))
	case e.Line > 0:
	case e.Row >= 0 && e.Col >= 0:
		fmt.Fprintf(&s, "row %d, column %d, counted from 0: ", e.Row, e.Col)
	case e.Row >= 0:
		fmt.Fprintf(&s, "row %d, counted from 0: ", e.Row)
	}
	s.WriteString(e.Msg)
	return s.String()
}

// Unwrap returns what reading failed with, or nil.
func (e *Error) Unwrap() error { return e.Err }

// KeyError is an error that one key of a Spec is to blame for, so that a reader
// of YAML can point to it.
type KeyError struct {
	Key string // as in YAML: "csv", "test", …
	Err error
}

// Error implements error.
func (e *KeyError) Error() string { return e.Key + ": " + e.Err.Error() }

// Unwrap returns the error without the key.
func (e *KeyError) Unwrap() error { return e.Err }

// problem is an Error about no row.
func problem(format string, args ...any) *Error { return rowProblem(-1, -1, format, args...) }

// rowProblem is an Error about a row, and a column of it unless col is -1.
func rowProblem(row, col int, format string, args ...any) *Error {
	return &Error{Row: row, Col: col, Msg: fmt.Sprintf(format, args...)}
}

// inFile makes err an Error that names the file.
func inFile(file string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		e.File = file
		return e
	}
	msg := err.Error()
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		msg = path.Err.Error() // without the path, which File has
	}
	return &Error{File: file, Row: -1, Col: -1, Msg: msg, Err: err}
}
