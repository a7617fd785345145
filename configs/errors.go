package configs

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/call"
)

// An Error says what is wrong in a file, and where.
type Error struct {
	File      string // as given to Load; for an override "--set" and its path
	Line, Col int    // from 1, in characters; 0 where no place is known
	Path      string // of the value: layers[2].activation; "" for the whole file
	Msg       string
	Err       error // what building or reading said, if it was not this package

	line string // the text of the line
	at   int    // the character of it that is wrong, from 1
}

// Error renders file:line:column: path: message.
func (e *Error) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d:%d", e.Line, e.Col)
	}
	if e.Path != "" && e.File != "--set "+e.Path {
		s += ": " + e.Path
	}
	return strings.TrimPrefix(s+": "+e.Msg, ": ")
}

// Unwrap returns what building or reading said, or nil.
func (e *Error) Unwrap() error { return e.Err }

// Excerpt is the line of the file with a caret below what is wrong; "" where
// the line is not known.
func (e *Error) Excerpt() string {
	if e.line == "" || e.at < 1 {
		return ""
	}
	runes := []rune(e.line)
	from := min(e.at-1, len(runes))
	to := from
	for to < len(runes) && isWord(runes[to]) {
		to++
	}
	first := max(0, from-100)
	shown := runes[first:min(len(runes), max(to, first+160))]
	to = min(max(to, from+1), first+len(shown)+1)
	margin := ""
	if e.Line > 0 {
		margin = fmt.Sprint(e.Line)
	}
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(shown[:from-first]))
	return fmt.Sprintf("%5s | %s\n%5s | %s%s", margin, printable(shown), "", pad, strings.Repeat("^", to-from))
}

func isWord(r rune) bool {
	return r == '_' || r == '.' || r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 127
}

// printable keeps control characters of a hostile file from the terminal.
func printable(text []rune) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0) {
			return '?'
		}
		return r
	}, string(text))
}

// Explain renders err for people: each error of a file on a line of its own,
// with the line it is about and a caret below.
func Explain(err error) string {
	var b strings.Builder
	var each func(err error)
	each = func(err error) {
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			for _, err := range many.Unwrap() {
				each(err)
			}
			return
		}
		fmt.Fprintln(&b, err)
		if e := (*Error)(nil); errors.As(err, &e) && e.Excerpt() != "" {
			fmt.Fprintln(&b, e.Excerpt())
		}
	}
	if err != nil {
		each(err)
	}
	return b.String()
}

// maxErrors bounds how many errors one file may have before reading stops.
const maxErrors = 50

// join sorts errors by their place and joins them; the same one said twice
// counts once.
func join(errs []*Error) error {
	slices.SortStableFunc(errs, func(a, b *Error) int {
		return cmp.Or(order(a)-order(b), a.Line-b.Line, a.Col-b.Col)
	})
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

// order puts overrides after the file.
func order(e *Error) int {
	if strings.HasPrefix(e.File, "--set ") {
		return 1
	}
	return 0
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
	e := &Error{File: s.file, Line: pos.Line, Col: pos.Col, at: pos.Col, Path: path, Msg: err.Error(), Err: err}
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
