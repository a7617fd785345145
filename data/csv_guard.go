package data

import (
	"bufio"
	"fmt"
	"io"
	"unicode/utf8"
)

// What a CSV file may have.
const (
	maxField   = 1 << 20 // bytes of one value
	maxLine    = 4 << 20
	maxColumns = 1 << 16
)

// guard passes text on to the CSV parser, which has no bounds of its own. It
// drops a byte order mark, and stops at NUL, at what is not UTF-8 and at values
// and lines that are too long. It follows quotes only to know where a line ends.
type guard struct {
	r       *bufio.Reader
	file    string
	comma   rune
	err     error // what reading ended with
	rest    []byte
	buf     [utf8.UTFMax]byte
	lines   int // line ends so far
	quoted  bool
	field   int // bytes of the current value,
	line    int // and of the current line, quoted line ends included
	columns int // of the current line
}

func newGuard(r io.Reader, file string, comma rune) *guard {
	g := &guard{r: bufio.NewReaderSize(r, 64<<10), file: file, comma: comma}
	if mark, _ := g.r.Peek(3); string(mark) == "\uFEFF" {
		g.r.Discard(3)
	}
	return g
}

// Read implements io.Reader.
func (g *guard) Read(p []byte) (n int, err error) {
	for n < len(p) && g.err == nil {
		if len(g.rest) == 0 {
			g.next()
		}
		k := copy(p[n:], g.rest)
		g.rest = g.rest[k:]
		n += k
	}
	if n > 0 {
		return n, nil
	}
	return 0, g.err
}

// next reads and checks one character.
func (g *guard) next() {
	c, size, err := g.r.ReadRune()
	if err != nil {
		g.err = err
		return
	}
	if msg := g.check(c, size); msg != "" {
		g.err = &Error{File: g.file, Line: g.lines + 1, Row: -1, Col: -1, Msg: msg}
		return
	}
	g.rest = utf8.AppendRune(g.buf[:0], c)
}

// check follows the text and says what is wrong with it.
func (g *guard) check(c rune, size int) string {
	g.field += size
	g.line += size
	switch {
	case c == 0:
		return "a NUL byte; is this a text file?"
	case c == utf8.RuneError && size == 1:
		return "not UTF-8 text"
	case c == '"':
		g.quoted = !g.quoted
	case c == g.comma && !g.quoted:
		g.field = 0
		g.columns++
	case c == '\n':
		g.lines++
		if !g.quoted {
			g.field, g.line, g.columns = 0, 0, 0
		}
	}
	switch {
	case g.field > maxField:
		return fmt.Sprintf("a value of more than %d bytes%s", maxField, g.openQuote())
	case g.line > maxLine:
		return fmt.Sprintf("a line of more than %d bytes%s", maxLine, g.openQuote())
	case g.columns >= maxColumns:
		return fmt.Sprintf("more than %d columns", maxColumns)
	}
	return ""
}

func (g *guard) openQuote() string {
	if g.quoted {
		return "; is a quote left open?"
	}
	return ""
}
