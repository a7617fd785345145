package npy

import (
	"strconv"
	"strings"
)

// maxText is the longest text element in characters or bytes.
const maxText = 1 << 20

// refused says why arrays of the other kinds are not read.
var refused = map[byte]string{
	'O': "an object array holds Python pickles, which are never run",
	'V': "a structured array; save its fields one by one",
	'c': "complex numbers are not supported",
	'M': "dates are not supported",
	'm': "time differences are not supported",
}

// dtype is a parsed type.
type dtype struct {
	name     string // as in Array.DType
	kind     byte   // f, i, u, b, U or S
	itemSize int    // bytes of one element
}

// parseDType parses a type without byte order, as in Array.DType.
func parseDType(s string) (d dtype, reason string) {
	if s == "" {
		return d, "the dtype is empty"
	}
	if reason = refused[s[0]]; reason != "" {
		return d, reason
	}
	n, err := strconv.ParseUint(s[1:], 10, 31)
	d = dtype{s, s[0], int(n)}
	switch {
	case err != nil || strconv.Itoa(int(n)) != s[1:]:
	case strings.Contains(" f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 ", " "+s+" "):
		return d, ""
	case d.kind == 'U' && n > 0 && n <= maxText:
		d.itemSize *= 4
		return d, ""
	case d.kind == 'S' && n > 0 && n <= maxText:
		return d, ""
	}
	return d, "dtype " + strconv.Quote(clip(s)) + " is not one of f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 U… S…"
}

// unit is the number of bytes that one byte order covers.
func (d dtype) unit() int {
	switch d.kind {
	case 'U':
		return 4
	case 'S':
		return 1
	}
	return d.itemSize
}

// order returns the byte order as NumPy writes it.
func (d dtype) order() string {
	if d.unit() == 1 {
		return "|"
	}
	return "<"
}
