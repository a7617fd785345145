package call

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds on what a text may ask of the parser.
const (
	maxText  = 1 << 16 // bytes
	maxDepth = 64      // nested calls and lists
)

// Parse reads one call; "relu" is a call without arguments.
func Parse(text string) (Call, error) { return ParseAt(text, Pos{1, 1}) }

// ParseAt is Parse for a text that begins at pos of a larger one.
func ParseAt(text string, pos Pos) (Call, error) {
	v, err := ValueAt(text, pos)
	if err != nil {
		return Call{}, err
	}
	switch v := v.(type) {
	case Call:
		return v, nil
	case string:
		if word(v) == v {
			return Call{Name: v, Pos: pos}, nil
		}
	}
	return Call{}, &Error{pos, fmt.Sprintf("want a name, have %s", Format(v))}
}

// Value reads one value: a number, a list, a call …
func Value(text string) (any, error) { return ValueAt(text, Pos{1, 1}) }

// ValueAt is Value for a text that begins at pos of a larger one.
func ValueAt(text string, pos Pos) (any, error) {
	if len(text) > maxText {
		return nil, &Error{pos, fmt.Sprintf("want at most %d bytes, have %d", maxText, len(text))}
	}
	p := &parser{s: text, base: pos}
	v := p.value(0)
	if p.space(); p.err == nil && p.i < len(p.s) {
		p.want("the end")
	}
	return v, p.err
}

type parser struct {
	s    string
	i    int
	base Pos
	err  error
}

func (p *parser) pos(i int) Pos {
	return Pos{p.base.Line, p.base.Col + utf8.RuneCountInString(p.s[:i])}
}

func (p *parser) fail(i int, format string, args ...any) {
	if p.err == nil {
		p.err = &Error{p.pos(i), fmt.Sprintf(format, args...)}
	}
	p.i = len(p.s)
}

func (p *parser) want(what string) {
	have := "the end"
	if p.i < len(p.s) {
		r, _ := utf8.DecodeRuneInString(p.s[p.i:])
		have = strconv.QuoteRune(r)
	}
	p.fail(p.i, "want %s, have %s", what, have)
}

func (p *parser) space() {
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.i]) >= 0 {
		p.i++
	}
}

func (p *parser) next(c byte) bool {
	if p.space(); p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *parser) value(depth int) any {
	if depth > maxDepth {
		p.fail(p.i, "nested more than %d deep", maxDepth)
		return nil
	}
	switch {
	case p.next('['):
		return p.list(']', depth)
	case p.next('('):
		return p.list(')', depth)
	case p.next('"'):
		return p.quoted('"')
	case p.next('\''):
		return p.quoted('\'')
	}
	start := p.i
	w := p.word()
	if w == "" {
		p.want("a value")
		return nil
	}
	if p.next('(') {
		if word(w) != w {
			p.fail(start, "want a name before (, have %s", w)
		}
		return Call{Name: w, Args: p.args(depth), Pos: p.pos(start)}
	}
	return literal(w)
}

// literal is what a bare word means.
func literal(w string) any {
	switch w {
	case "true", "True":
		return true
	case "false", "False":
		return false
	case "None", "null", "~":
		return nil
	}
	if strings.IndexByte("0123456789+-.", w[0]) >= 0 {
		if n, err := strconv.Atoi(w); err == nil {
			return n
		}
		if f, err := strconv.ParseFloat(w, 64); err == nil {
			return f
		}
	}
	return w
}

func (p *parser) word() string {
	p.space()
	start := p.i
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n,=()[]{}\"'\\", p.s[p.i]) < 0 {
		p.i++
	}
	return p.s[start:p.i]
}

// quoted reads up to the closing quote; a backslash keeps what follows it.
func (p *parser) quoted(end byte) any {
	start := p.i - 1
	var b strings.Builder
	for ; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c == end:
			p.i++
			return b.String()
		case c == '\\' && p.i+1 < len(p.s):
			p.i++
			b.WriteByte(p.s[p.i])
		default:
			b.WriteByte(c)
		}
	}
	p.fail(start, "the quote %c is never closed", end)
	return nil
}

func (p *parser) list(end byte, depth int) any {
	l := List{}
	for p.err == nil && !p.next(end) {
		p.space()
		at := p.i
		v := p.value(depth + 1)
		l = append(l, Arg{Value: v, Pos: p.pos(min(at, len(p.s)))})
		p.comma(end)
	}
	return l
}

func (p *parser) args(depth int) (args []Arg) {
	for p.err == nil && !p.next(')') {
		a := p.arg(depth)
		if n := len(args); a.Name == "" && n > 0 && args[n-1].Name != "" && p.err == nil {
			p.err = &Error{a.Pos, fmt.Sprintf("want key=value after %s=, have %s", args[n-1].Name, Format(a.Value))}
		}
		args = append(args, a)
		p.comma(')')
	}
	return args
}

func (p *parser) arg(depth int) Arg {
	p.space()
	a := Arg{Pos: p.pos(p.i)}
	start := p.i
	a.Value = p.value(depth + 1)
	k, isWord := a.Value.(string)
	if isWord && p.s[start] != '"' && p.s[start] != '\'' {
		if name, ok := strings.CutSuffix(k, ":"); ok && name != "" {
			p.fail(start, "want %s=, with an equals sign, have %s", name, k)
		} else if p.next('=') {
			p.space()
			a.Name, a.KeyPos, a.Pos = k, a.Pos, p.pos(p.i)
			a.Value = p.value(depth + 1)
		}
	}
	return a
}

func (p *parser) comma(end byte) {
	if p.err == nil && !p.next(',') && (p.i >= len(p.s) || p.s[p.i] != end) {
		p.want("',' or '" + string(end) + "'")
	}
}
