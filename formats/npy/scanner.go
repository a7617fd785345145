package npy

import (
	"strconv"
	"strings"
)

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
	s.space()
	if s.pos < len(s.s) && s.s[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *scanner) space() { s.run(" \t\r\n") }

// run passes the longest run of the given characters.
func (s *scanner) run(chars string) string {
	begin := s.pos
	for s.pos < len(s.s) && strings.IndexByte(chars, s.s[s.pos]) >= 0 {
		s.pos++
	}
	return s.s[begin:s.pos]
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

func (s *scanner) boolean() (bool, error) {
	s.space()
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
		s.space()
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
