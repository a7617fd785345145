package onnx

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Bounds on what the bytes of a file may become. A message or a text of two bytes
// takes some hundred in memory, a number of one byte eight.
const (
	maxDepth   = 32      // messages within messages
	maxEntries = 1 << 16 // messages and texts
	maxNumbers = 1 << 20 // numbers of variable length
)

// scan walks over the encoding without making anything of it.
func scan(data []byte, d protoreflect.MessageDescriptor) error {
	s := &scanner{}
	return s.message(data, d, string(d.Name()), 0)
}

type scanner struct {
	entries, numbers int
}

// message scans one message; at is the path of fields that leads to it.
func (s *scanner) message(data []byte, d protoreflect.MessageDescriptor, at string, depth int) error {
	if depth > maxDepth {
		return bad(at, "more than %d messages within each other", maxDepth)
	}
	for len(data) > 0 {
		number, kind, n := protowire.ConsumeTag(data)
		if n < 0 {
			return bad(at, "want a field, have %v with %d bytes left", protowire.ParseError(n), len(data))
		}
		data = data[n:]
		field := d.Fields().ByNumber(number)
		place := at + "." + name(field, number)
		n = protowire.ConsumeFieldValue(number, kind, data)
		switch {
		case kind == protowire.StartGroupType || kind == protowire.EndGroupType:
			return bad(place, "groups are not part of ONNX")
		case n < 0:
			return bad(place, "%v with %d bytes left", protowire.ParseError(n), len(data))
		}
		if err := s.field(data[:n], field, kind, place, depth); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

func name(field protoreflect.FieldDescriptor, number protowire.Number) string {
	if field == nil {
		return fmt.Sprint("field ", number)
	}
	return string(field.Name())
}

// field scans the value of one field; of one that is not known only the length
// matters.
func (s *scanner) field(value []byte, field protoreflect.FieldDescriptor, kind protowire.Type, at string, depth int) error {
	if field == nil || kind != protowire.BytesType {
		return s.count(&s.numbers, 1, maxNumbers, at, "numbers")
	}
	inner, _ := protowire.ConsumeBytes(value)
	switch k := field.Kind(); k {
	case protoreflect.MessageKind:
		if err := s.count(&s.entries, 1, maxEntries, at, "messages and texts"); err != nil {
			return err
		}
		return s.message(inner, field.Message(), at, depth+1)
	case protoreflect.StringKind, protoreflect.BytesKind:
		return s.count(&s.entries, 1, maxEntries, at, "messages and texts")
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		return nil // as long in memory as in the file
	}
	for len(inner) > 0 {
		_, n := protowire.ConsumeVarint(inner)
		if n < 0 {
			return bad(at, "%v with %d bytes left", protowire.ParseError(n), len(inner))
		}
		inner = inner[n:]
		if err := s.count(&s.numbers, 1, maxNumbers, at, "numbers"); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) count(have *int, more, most int, at, what string) error {
	if *have += more; *have > most {
		return bad(at, "more than %d %s", most, what)
	}
	return nil
}

func bad(at, format string, args ...any) error { return fail(`field "`+at+`"`, "", format, args...) }
