package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

const (
	lengthSize  = 8
	maxHeader   = 8 << 20 // bytes; the format itself allows 100,000,000
	maxTensors  = 1 << 16
	metadataKey = "__metadata__"
)

// Read reads a whole file. It holds what it has read and no more: a length that
// the input does not have is found by reading, not by allocating.
func Read(r io.Reader) (*File, error) {
	var length [lengthSize]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, short(err, "the file has less than the 8 bytes of the header's length")
	}
	n, err := headerLength(length[:])
	if err != nil {
		return nil, err
	}
	header, err := readN(r, n, "header")
	if err != nil {
		return nil, err
	}
	f, spans, err := parseHeader(header)
	if err != nil {
		return nil, err
	}
	total := 0
	if len(spans) > 0 {
		total = spans[len(spans)-1][1]
	}
	data, err := readN(r, total, "data")
	if err != nil {
		return nil, err
	}
	end := int64(lengthSize) + int64(n) + int64(total)
	if k, err := io.ReadFull(r, length[:1]); k > 0 {
		return nil, fileError(end, "there are bytes behind the last tensor")
	} else if err != io.EOF {
		return nil, err
	}
	for i, s := range spans {
		f.Tensors[i].Data = data[s[0]:s[1]:s[1]]
	}
	return f, nil
}

// Decode reads a file that lies in memory.
func Decode(b []byte) (*File, error) { return Read(bytes.NewReader(b)) }

// headerLength checks the number in front of the header.
func headerLength(b []byte) (int, error) {
	n := binary.LittleEndian.Uint64(b)
	if n > maxHeader {
		return 0, fileError(0, "a header of %d bytes; at most %d are read", n, maxHeader)
	}
	if n < 2 {
		return 0, fileError(0, "a header of %d bytes is too short", n)
	}
	return int(n), nil
}

// readN reads n bytes into memory that grows with what really comes; where the
// input knows that it has as many, it grows once.
func readN(r io.Reader, n int, what string) ([]byte, error) {
	var b bytes.Buffer
	if s, ok := r.(interface{ Size() int64 }); ok && int64(n) <= s.Size() {
		b.Grow(n + bytes.MinRead)
	}
	got, err := b.ReadFrom(io.LimitReader(r, int64(n)))
	if err != nil {
		return nil, err
	}
	if got < int64(n) {
		return nil, fileError(-1, "the %s should have %d bytes, the file has only %d of them", what, n, got)
	}
	return b.Bytes(), nil
}

// short turns the end of the input into an Error and passes on what else failed.
func short(err error, msg string) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return fileError(0, "%s", msg)
	}
	return err
}
