package configs

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
)

// maxErrors bounds how many errors one file may have before reading stops.
const maxErrors = 50

// join sorts errors by their place and joins them; the same one said twice
// counts once.
func join(errs []*Error) error {
	slices.SortStableFunc(errs, func(a, b *Error) int { return cmp.Or(a.row-b.row, a.at-b.at) })
	errs = slices.CompactFunc(errs, func(a, b *Error) bool { return a.Error() == b.Error() })
	var all []error
	for i, e := range errs {
		if i == maxErrors {
			all = append(all, fmt.Errorf("%s: too many errors; the others are not shown", e.File))
			break
		}
		all = append(all, e)
	}
	return errors.Join(all...)
}

// source is what a Spec was read from. Overrides stand behind the file, one a
// line, so that every value has a place in one text.
type source struct {
	file   string
	lines  []string
	sets   []override
	places map[string]call.Pos // by path
	shift  int                 // 1 if layers[0] of the file is the input
}

// error makes an Error about the value at pos.
func (s *source) error(pos call.Pos, path string, err error) *Error {
	e := &Error{File: s.file, Line: pos.Line, Col: pos.Col, row: pos.Line, at: pos.Col, Path: path, Msg: err.Error(), Err: err}
	if i := pos.Line - 1 - len(s.lines); i >= 0 && i < len(s.sets) {
		e.File, e.Line, e.Col = "--set "+s.sets[i].path, 0, 0
		e.line = s.sets[i].text
	} else if pos.Line > 0 && pos.Line <= len(s.lines) {
		e.line = s.lines[pos.Line-1]
		e.Col = min(pos.Col, len([]rune(e.line))+1)
		e.at = e.Col
	}
	return e
}

// locate finds where the value of path stands, or the nearest that holds it.
func (s *source) locate(path string) call.Pos {
	for {
		if pos, ok := s.places[path]; ok && pos.Known() {
			return pos
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return call.Pos{}
		}
		path = path[:cut]
	}
}
