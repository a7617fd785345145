package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/hostile"
)

// zipped is an archive with one deflated member of size bytes of fill, behind head.
func zipped(t *testing.T, name, head, fill string, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(head + strings.Repeat(fill, size/len(fill))))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// many is an archive with n empty members.
func many(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range n {
		if _, err := z.Create(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wireMessage is a field of Protocol Buffers.
func wireMessage(number byte, content []byte) []byte {
	return append(binary.AppendUvarint([]byte{number<<3 | 2}, uint64(len(content))), content...)
}

// TestInspectHostile: inspect looks at files that nothing else would, and keeps
// to the same limits.
func TestInspectHostile(t *testing.T) {
	is := func(b []byte) func() []byte { return func() []byte { return b } }
	dims := append([]byte{8}, binary.AppendUvarint(nil, 1<<40)...)
	huge := wireMessage(7, wireMessage(5, append(append(append([]byte{}, dims...), dims...), wireMessage(8, []byte("w"))...)))
	valid := []byte(`{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {}}]}}`)
	hostile.Run(t, valid, ".json", []hostile.Case{
		{Number: 7, Name: "config.json inflates to 64 MB", Ext: ".keras", Want: `"config.json": want at most 8388608 bytes`, Make: func() []byte { return zipped(t, "config.json", "[", "1,", 64<<20) }},
		{Number: 14, Name: "100,000 members", Ext: ".keras", Want: "the archive's directory has more than 524288 bytes", Make: func() []byte { return many(t, 100_000) }},
		{Number: 16, Name: "nothing in it", Ext: ".keras", Accept: true, Make: func() []byte { return many(t, 0) }},
		{Number: 17, Name: "Lambda with bytecode", Accept: true, Make: is([]byte(`{"class_name":"Sequential","config":{"layers":[{"class_name":"Lambda","config":{"function":["4wEAAAA","` + hostile.Canary + `"]}}]}}`))},
		{Number: 23, Name: "100,000 levels", Want: "byte ", Make: is([]byte(strings.Repeat(`{"config":`, 100_000)))},
		{Number: 24, Name: "3,000,000 layers", Accept: true, Make: is([]byte(`{"class_name":"Sequential","config":{"layers":[` + strings.Repeat("1,", 3_000_000) + `1]}}`))},
		{Number: 30, Name: "not UTF-8", Want: "byte 1", Make: is([]byte("\xff\xfe{}"))},
		{Number: 31, Name: "a list", Want: "byte ", Make: is([]byte(`[]`))},
		{Number: 32, Name: "9 MB of JSON", Want: "9000000 bytes", Make: is([]byte(strings.Repeat(" ", 9_000_000)))},
		{Number: 36, Name: "no HDF5", Ext: ".h5", Want: "HDF5", Make: is([]byte(strings.Repeat("external ../"+hostile.Canary, 100)))},
		{Number: 58, Name: "an array of 2^80 values", Ext: ".onnx", Want: `the array "w" of shape`, Make: func() []byte {
			return wireMessage(7, wireMessage(5, append(wireMessage(8, []byte("w")), append(dims, dims...)...)))
		}},
		{Number: 58, Name: "the same, its name later", Ext: ".onnx", Want: "larger than any file", Make: is(huge)},
		{Number: 62, Name: "external data", Ext: ".onnx", Accept: true, Make: func() []byte {
			place := wireMessage(13, append(wireMessage(1, []byte("location")), wireMessage(2, []byte("../"+hostile.Canary))...))
			return wireMessage(7, wireMessage(5, append(append(wireMessage(8, []byte("w")), place...), 14<<3, 1)))
		}},
		{Number: 64, Name: "a length past the end", Ext: ".onnx", Want: "byte 0: a field is longer", Make: is([]byte{0x3a, 0xff, 0xff, 0xff, 0x7f})},
		{Number: 64, Name: "a long number", Ext: ".onnx", Want: "byte 0: ", Make: is(append([]byte{8}, bytes.Repeat([]byte{0xff}, 11)...))},
		{Number: 64, Name: "a group", Ext: ".onnx", Want: "byte 0: ", Make: is([]byte{0x0b, 0x0c})},
	})
}
