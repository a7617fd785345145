package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A wireField is one field of a message in Protocol Buffers' encoding: a number,
// or bytes that lie in the message.
type wireField struct {
	number uint64
	value  uint64
	bytes  []byte // nil for a number
}

var errWire = errors.New("no message of Protocol Buffers")

// wireFields calls visit with the fields of a message, in order. Nothing is
// copied, so that a message of any size needs no memory.
func wireFields(message []byte, visit func(wireField) error) error {
	for at := 0; at < len(message); {
		tag, n := binary.Uvarint(message[at:])
		if n <= 0 || tag>>3 == 0 {
			return fmt.Errorf("byte %d: %w", at, errWire)
		}
		f := wireField{number: tag >> 3}
		start := at
		at += n
		switch size := uint64(0); tag & 7 {
		case 0:
			if f.value, n = binary.Uvarint(message[at:]); n <= 0 {
				return fmt.Errorf("byte %d: %w", start, errWire)
			}
			at += n
		case 2:
			if size, n = binary.Uvarint(message[at:]); n <= 0 || size > uint64(len(message)-at-n) {
				return fmt.Errorf("byte %d: a field is longer than the file", start)
			}
			f.bytes = message[at+n : at+n+int(size) : at+n+int(size)]
			at += n + int(size)
		case 1, 5:
			size = 8
			if tag&7 == 5 {
				size = 4
			}
			if size > uint64(len(message)-at) {
				return fmt.Errorf("byte %d: a field is longer than the file", start)
			}
			at += int(size)
		default:
			return fmt.Errorf("byte %d: %w", start, errWire)
		}
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}

// numbers reads a repeated number, packed or not, into list.
func (f wireField) numbers(list []uint64) []uint64 {
	if f.bytes == nil {
		return append(list, f.value)
	}
	for b := f.bytes; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return list
		}
		list, b = append(list, v), b[n:]
	}
	return list
}
