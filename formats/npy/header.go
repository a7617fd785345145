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
	if s.space(); s.pos < len(s.s) {
		return h, s.fail("text behind the closing '}'")
	}
	if len(seen) != 3 {
		return h, s.fail("needs descr, fortran_order and shape")
	}
	return h, nil
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
