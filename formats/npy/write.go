package npy

import (
	"encoding/binary"
	"io"
	"strconv"
	"strings"
)

// growthDigits is the room that NumPy leaves in the header for the first axis to
// grow without rewriting the file.
const growthDigits = 21

// Write writes a as a .npy file, byte for byte as NumPy does: little-endian,
// row-major, format version 1. An array whose shape and data disagree is an
// error, and then nothing has been written.
func Write(w io.Writer, a *Array) error {
	d, err := a.parsed()
	if err != nil {
		return err
	}
	text := header{dtype: d, shape: a.Shape}.String()
	if len(a.Shape) > 0 {
		text += strings.Repeat(" ", max(0, growthDigits-len(strconv.Itoa(a.Shape[0]))))
	}
	start := magic + "\x01\x00"
	pad := 64 - (len(start)+2+len(text)+1)%64
	text += strings.Repeat(" ", pad%64) + "\n"
	if len(text) > maxHeader {
		return fail(-1, "a shape of %d axes does not fit the header", len(a.Shape))
	}
	head := binary.LittleEndian.AppendUint16([]byte(start), uint16(len(text)))
	if _, err := w.Write(append(head, text...)); err != nil {
		return err
	}
	_, err = w.Write(a.Data)
	return err
}
