package npy

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"
)

// Strings returns the elements of a text array ("U…" or "S…"), row-major.
// NumPy pads them with NUL characters, which are dropped. Bytes must be UTF-8.
func (a *Array) Strings() ([]string, error) {
	d, err := a.parsed()
	if err != nil {
		return nil, err
	}
	if d.kind != 'U' && d.kind != 'S' {
		return nil, fail(-1, "the array holds %s, not text", a.DType)
	}
	list := make([]string, 0, len(a.Data)/d.itemSize)
	for item := range slices.Chunk(a.Data, d.itemSize) {
		text, ok := string(bytes.TrimRight(item, "\x00")), true
		if d.kind == 'U' {
			text, ok = characters(item)
		}
		if !ok || !utf8.ValidString(text) {
			return nil, fail(-1, "element %d is not Unicode text", len(list))
		}
		list = append(list, text)
	}
	return list, nil
}

// characters decodes 4-byte code points.
func characters(b []byte) (text string, ok bool) {
	var s strings.Builder
	for ; len(b) > 0; b = b[4:] {
		c := binary.LittleEndian.Uint32(b)
		if c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
			return "", false
		}
		s.WriteRune(rune(c))
	}
	return strings.TrimRight(s.String(), "\x00"), true
}
