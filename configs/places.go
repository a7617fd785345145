package configs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/registry"
)

// innermost is the place of an error: that of its key, or one further in.
func (s *source) innermost(e *registry.KeyError) call.Pos {
	at := s.places[e.Key]
	if !at.Known() && !e.Pos.Known() {
		return s.locate(e.Key)
	}
	if before(e.Pos, at) {
		return at
	}
	return e.Pos
}

func before(a, b call.Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Col < b.Col }

var needs = regexp.MustCompile(` needs (\w+)$`)

// withoutEchoes leaves out that a key is missing where it is misspelled.
func withoutEchoes(errs []*Error) []*Error {
	return slices.DeleteFunc(errs, func(e *Error) bool {
		m := needs.FindStringSubmatch(" " + e.Msg)
		return m != nil && slices.ContainsFunc(errs, func(o *Error) bool {
			return o.Path == e.Path && strings.HasSuffix(o.Msg, fmt.Sprintf("; did you mean %q?", m[1]))
		})
	})
}

// said reports whether there is an error about the value of a path.
func said(errs []*Error, path string) bool {
	return slices.ContainsFunc(errs, func(e *Error) bool { return e.Path == path })
}

// note writes down where every value stands.
func (s *source) note(path string, v any) {
	switch v := v.(type) {
	case call.Map:
		s.noteArgs(path, v)
	case call.Call:
		s.noteArgs(path, v.Args)
	case call.List:
		for i, a := range v {
			s.noteArgs(path, []call.Arg{{Name: fmt.Sprintf("[%d]", i), Value: a.Value, Pos: a.Pos}})
		}
	}
}

func (s *source) noteArgs(path string, args []call.Arg) {
	for _, a := range args {
		at := registry.Join(path, a.Name)
		s.places[at] = a.Pos
		s.note(at, a.Value)
	}
}
