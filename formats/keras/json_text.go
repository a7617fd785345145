package keras

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads up to the closing quote.
func (p *jsonParser) text() string {
	start := p.i
	for p.i < len(p.s) && p.s[p.i] != '"' && p.s[p.i] != '\\' && p.s[p.i] >= ' ' {
		p.i++
	}
	if p.i < len(p.s) && p.s[p.i] == '"' { // nearly all are plain
		p.i++
		return p.s[start : p.i-1]
	}
	var b strings.Builder
	b.WriteString(p.s[start:p.i])
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return b.String()
		case c < ' ':
			p.fail("a text has the control character %q", c)
		case c == '\\':
			p.escape(&b)
		default:
			b.WriteByte(c)
			p.i++
		}
	}
	p.fail("a text is never closed")
	return ""
}

var escapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func (p *jsonParser) escape(b *strings.Builder) {
	if p.i+1 >= len(p.s) {
		p.fail("a text is never closed")
		return
	}
	c := p.s[p.i+1]
	if plain, ok := escapes[c]; ok {
		b.WriteByte(plain)
		p.i += 2
		return
	}
	r := p.unicode()
	if utf16.IsSurrogate(r) {
		other := &jsonParser{s: p.s, i: p.i + 6}
		if r = utf16.DecodeRune(r, other.unicode()); r == utf8.RuneError {
			p.fail("half of a surrogate pair stands alone")
		}
		p.i += 6
	}
	b.WriteRune(r)
	p.i += 6
}

// unicode reads \u0041 at i, without moving on.
func (p *jsonParser) unicode() rune {
	if p.err == nil && strings.HasPrefix(p.s[min(p.i, len(p.s)):], `\u`) && p.i+6 <= len(p.s) {
		if n, err := strconv.ParseUint(p.s[p.i+2:p.i+6], 16, 16); err == nil {
			return rune(n)
		}
	}
	p.fail("want an escape such as \\n or \\u00e9")
	return 0
}
