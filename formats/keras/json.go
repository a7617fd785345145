package keras

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/layercake-go/layercake/internal/call"
)

// What a JSON text may ask of the parser.
const (
	maxJSON   = 8 << 20 // bytes
	maxDepth  = 64      // nested objects and lists
	maxValues = 300_000 // in all
	maxList   = 20_000  // in one list or object
)

// parseJSON reads a text strictly, as encoding/json does not: keys that are there
// twice, or twice but for their case, invalid UTF-8, lone surrogates, a byte order
// mark, NaN, and whatever follows the value are errors. It returns nil, bool, int,
// float64, string, call.List or call.Map.
func parseJSON(text []byte) (any, error) {
	if len(text) > maxJSON {
		return nil, failAt(maxJSON, "want at most %d bytes of JSON, have %d", maxJSON, len(text))
	}
	p := &jsonParser{s: string(text)}
	if !utf8.ValidString(p.s) {
		return nil, failAt(int64(firstInvalid(p.s)), "want UTF-8, have bytes that are none")
	}
	if strings.HasPrefix(p.s, "\ufeff") {
		return nil, failAt(0, "want JSON, have a byte order mark")
	}
	v := p.value(0)
	if p.space(); p.err == nil && p.i < len(p.s) {
		p.fail("want the end, have %q", p.s[p.i:min(len(p.s), p.i+10)])
	}
	return v, p.err
}

// parseObject is parseJSON for a text that must be an object.
func parseObject(text []byte) (call.Map, error) {
	v, err := parseJSON(text)
	if err != nil {
		return nil, err
	}
	m, ok := v.(call.Map)
	if !ok {
		return nil, failAt(0, "want an object { }, have %s", showJSON(v))
	}
	return m, nil
}

func firstInvalid(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return 0
}

type jsonParser struct {
	s     string
	i     int
	count int
	err   error
}

func (p *jsonParser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = failAt(int64(p.i), format, args...)
	}
	p.i = len(p.s)
}

func (p *jsonParser) space() {
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.i]) >= 0 {
		p.i++
	}
}

func (p *jsonParser) next(c byte) bool {
	if p.space(); p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *jsonParser) value(depth int) any {
	p.count++
	switch {
	case depth > maxDepth:
		p.fail("nested more than %d deep", maxDepth)
	case p.count > maxValues:
		p.fail("more than %d values", maxValues)
	case p.next('{'):
		return p.object(depth)
	case p.next('['):
		return p.list(depth)
	case p.next('"'):
		return p.text()
	case p.err == nil:
		return p.word()
	}
	return nil
}

func (p *jsonParser) word() any {
	start := p.i
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n,:[]{}\"", p.s[p.i]) < 0 {
		p.i++
	}
	switch w := p.s[start:p.i]; w {
	case "null":
		return nil
	case "true":
		return true
	case "false":
		return false
	default:
		v, err := number(w)
		if err != nil {
			p.i = start
			p.fail("%v", err)
		}
		return v
	}
}

// number reads a number as JSON has it.
func number(w string) (any, error) {
	digits := strings.TrimPrefix(w, "-")
	if digits == "" || digits[0] < '0' || digits[0] > '9' || len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		return nil, fmt.Errorf("want a value, have %.20q", w)
	}
	if strings.Trim(digits, "0123456789") == "" {
		if n, err := strconv.Atoi(w); err == nil {
			return n, nil
		}
		if n, err := strconv.ParseUint(w, 10, 64); err == nil {
			return n, nil // a seed
		}
	}
	if strings.Trim(digits, "0123456789.eE+-") != "" {
		return nil, fmt.Errorf("want a number, have %.20q", w)
	}
	f, err := strconv.ParseFloat(w, 64)
	if err != nil {
		return nil, fmt.Errorf("want a number of a float64's size, have %.20q", w)
	}
	return f, nil
}

func (p *jsonParser) list(depth int) call.List {
	l := call.List{}
	if p.next(']') {
		return l
	}
	for p.err == nil {
		l = append(l, call.Arg{Value: p.value(depth + 1)})
		p.room(len(l))
		if p.next(']') {
			break
		}
		p.want(',')
	}
	return l
}

func (p *jsonParser) object(depth int) call.Map {
	m := call.Map{}
	seen := map[string]bool{}
	if p.next('}') {
		return m
	}
	for p.err == nil {
		p.want('"')
		start := p.i
		key := p.text()
		if low := strings.ToLower(key); seen[low] {
			p.i = start
			p.fail("the key %q is there twice", key)
		} else {
			seen[low] = true
		}
		p.want(':')
		m = append(m, call.Arg{Name: key, Value: p.value(depth + 1)})
		p.room(len(m))
		if p.next('}') {
			break
		}
		p.want(',')
	}
	return m
}

func (p *jsonParser) room(n int) {
	if n > maxList {
		p.fail("more than %d values in one list", maxList)
	}
}

func (p *jsonParser) want(c byte) {
	if p.err != nil || p.next(c) {
		return
	}
	have := "the end"
	if p.i < len(p.s) {
		r, _ := utf8.DecodeRuneInString(p.s[p.i:])
		have = strconv.QuoteRune(r)
	}
	p.fail("want %q, have %s", c, have)
}
