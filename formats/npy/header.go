package npy

import (
	"fmt"
	"strconv"
	"strings"
)

// maxHeader is more than NumPy itself reads (10,000 bytes) and the most that
// format version 1 can hold.
const maxHeader = 1<<16 - 1

// header is what the text before the data says.
type header struct {
	dtype   dtype
	big     bool // big-endian
	fortran bool // the first axis varies fastest
	shape   []int
}

// scanner reads the three kinds of Python literals that a header may hold.
type scanner struct {
	s    string
	pos  int
	base int // offset of s within the file
}

func (s *scanner) fail(format string, args ...any) error {
	return fail(s.base+s.pos, "header: "+format, args...)
}

// skip passes white space and then c, if that is what comes.
func (s *scanner) skip(c byte) bool {
	for s.pos < len(s.s) && strings.IndexByte(" \t\r\n", s.s[s.pos]) >= 0 {
		s.pos++
	}
	if s.pos < len(s.s) && s.s[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// run passes the longest run of the given characters.
func (s *scanner) run(chars string) string {
	begin := s.pos
	for s.pos < len(s.s) && strings.IndexByte(chars, s.s[s.pos]) >= 0 {
		s.pos++
	}
	return s.s[begin:s.pos]
}

// parseHeader parses {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }.
func parseHeader(text string, base int) (h header, err error) {
	s := &scanner{text, 0, base}
	if !s.skip('{') {
		return h, s.fail("'{' wanted")
	}
	seen := map[string]bool{}
	for !s.skip('}') {
		key, err := s.quoted()
		if err != nil {
			return h, err
		}
		if seen[key] {
			return h, s.fail("%q comes twice", key)
		}
		seen[key] = true
		if !s.skip(':') {
			return h, s.fail("':' wanted")
		}
		switch key {
		case "descr":
			err = s.descr(&h)
		case "fortran_order":
			h.fortran, err = s.boolean()
		case "shape":
			h.shape, err = s.tuple()
		default:
			err = s.fail("unknown key %q; the keys are descr, fortran_order and shape", clip(key))
		}
		if err != nil {
			return h, err
		}
		if !s.skip(',') && !strings.HasPrefix(s.s[s.pos:], "}") {
			return h, s.fail("',' or '}' wanted")
		}
	}
	if s.skip(0); s.pos < len(s.s) {
		return h, s.fail("text behind the closing '}'")
	}
	if len(seen) != 3 {
		return h, s.fail("needs descr, fortran_order and shape")
	}
	return h, nil
}

func (s *scanner) quoted() (string, error) {
	quote := byte('\'')
	if !s.skip(quote) {
		if quote = '"'; !s.skip(quote) {
			return "", s.fail("a string in quotes wanted")
		}
	}
	n := strings.IndexByte(s.s[s.pos:], quote)
	if n < 0 || strings.IndexByte(s.s[s.pos:s.pos+n], '\\') >= 0 {
		return "", s.fail("a string without end or with a backslash")
	}
	text := s.s[s.pos : s.pos+n]
	s.pos += n + 1
	return text, nil
}

// descr reads the type with its byte order: '<f4', '>i8', '|b1'.
func (s *scanner) descr(h *header) error {
	if s.skip('[') || s.skip('(') {
		return s.fail("%s", refused['V'])
	}
	text, err := s.quoted()
	if err != nil {
		return err
	}
	name := strings.TrimLeft(text, "<>|=")
	if len(text)-len(name) > 1 {
		return s.fail("descr %q has several byte orders", clip(text))
	}
	h.big = strings.HasPrefix(text, ">")
	d, reason := parseDType(name)
	if reason != "" {
		return s.fail("descr %q: %s", clip(text), reason)
	}
	h.dtype = d
	return nil
}

func (s *scanner) boolean() (bool, error) {
	s.skip(0)
	switch word := s.run("TrueFals"); word {
	case "True", "False":
		return word == "True", nil
	}
	return false, s.fail("True or False wanted")
}

// tuple reads (), (3,) or (2, 3).
func (s *scanner) tuple() ([]int, error) {
	if !s.skip('(') {
		return nil, s.fail("shape: '(' wanted")
	}
	shape := []int{}
	for !s.skip(')') {
		s.skip(0)
		digits := s.run("0123456789")
		n, err := strconv.Atoi(digits)
		if err != nil {
			return nil, s.fail("shape: an integer from 0 on wanted, had %q", clip(digits+s.rest()))
		}
		shape = append(shape, n)
		if !s.skip(',') && !strings.HasPrefix(s.s[s.pos:], ")") {
			return nil, s.fail("shape: ',' or ')' wanted")
		}
	}
	return shape, nil
}

func (s *scanner) rest() string { return s.s[s.pos:min(s.pos+10, len(s.s))] }

// String writes the header as NumPy does, always little-endian and row-major.
func (h header) String() string {
	var shape strings.Builder
	for i, n := range h.shape {
		if i > 0 {
			shape.WriteString(", ")
		}
		shape.WriteString(strconv.Itoa(n))
	}
	if len(h.shape) == 1 {
		shape.WriteByte(',')
	}
	return fmt.Sprintf("{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }", h.dtype.order(), h.dtype.name, shape.String())
}

// clipShape shows a shape, the beginning of it where it is long.
func clipShape(shape []int) string {
	if len(shape) > 8 {
		return fmt.Sprintf("%v…", shape[:8])
	}
	return fmt.Sprint(shape)
}
