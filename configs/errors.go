package configs

import (
	"errors"
	"fmt"
	"strings"
)

// An Error says what is wrong in a file, and where.
type Error struct {
	File      string // as given to Load; for an override "--set" and its path
	Line, Col int    // from 1, in characters; 0 where no place is known
	Path      string // of the value: layers[2].activation; "" for the whole file
	Msg       string
	Err       error // what building or reading said, if it was not this package

	line string // the text of the line
	row  int    // its number, where overrides count on behind the file
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
