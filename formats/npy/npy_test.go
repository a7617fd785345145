package npy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The files in testdata were written by NumPy 2.4.6, each named after its type.

func load(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t testing.TB, name string) *Array {
	t.Helper()
	a, err := Read(bytes.NewReader(load(t, name)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return a
}

func TestReadNumbers(t *testing.T) {
	quarters := []float32{0, 0.25, 0.5, 0.75, 1, 1.25}
	rank3 := make([]float32, 24)
	for i := range rank3 {
		rank3[i] = float32(i)
	}
	for _, c := range []struct {
		name, dtype string
		shape       []int
		want        []float32
	}{
		{"f4", "f4", []int{2, 3}, quarters},
		{"f4_fortran", "f4", []int{2, 3}, quarters},
		{"f8_big", "f8", []int{2, 3}, quarters},
		{"v1", "f4", []int{2, 3}, quarters},
		{"v2", "f4", []int{2, 3}, quarters},
		{"v3", "f4", []int{2, 3}, quarters},
		{"f2", "f2", []int{4}, []float32{1.5, -2, 65504, 0x1p-24}},
		{"i1", "i1", []int{3}, []float32{1, -2, 100}},
		{"i2", "i2", []int{3}, []float32{1, -2, 100}},
		{"i4", "i4", []int{3}, []float32{1, -2, 100}},
		{"i8", "i8", []int{3}, []float32{1, -2, 100}},
		{"i4_big", "i4", []int{3}, []float32{1, -2, 70000}},
		{"u1", "u1", []int{3}, []float32{1, 2, 200}},
		{"u2", "u2", []int{3}, []float32{1, 2, 200}},
		{"u4", "u4", []int{3}, []float32{1, 2, 200}},
		{"u8", "u8", []int{3}, []float32{1, 2, 200}},
		{"bool", "b1", []int{2}, []float32{1, 0}},
		{"scalar", "f4", []int{}, []float32{2.5}},
		{"empty", "f4", []int{0, 3}, []float32{}},
		{"rank3_fortran", "i2", []int{2, 3, 4}, rank3},
	} {
		a := read(t, c.name+".npy")
		got, err := a.Float32s()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if d := cmp.Diff(c.want, got); d != "" || a.DType != c.dtype || !cmp.Equal(a.Shape, c.shape) {
			t.Errorf("%s: %s %v %s", c.name, a.DType, a.Shape, d)
		}
		if _, err := a.Strings(); err == nil {
			t.Errorf("%s: read as text", c.name)
		}
	}
}

func TestReadText(t *testing.T) {
	for _, c := range []struct {
		name, dtype string
		want        []string
	}{
		{"unicode", "U6", []string{"setosa", "größe", "", "日本"}},
		{"unicode_big", "U3", []string{"ab", "c"}},
		{"bytes", "S5", []string{"one", "three"}},
	} {
		a := read(t, c.name+".npy")
		got, err := a.Strings()
		if d := cmp.Diff(c.want, got); d != "" || err != nil || a.DType != c.dtype {
			t.Errorf("%s: %s %v %s", c.name, a.DType, err, d)
		}
		if _, err := a.Float32s(); err == nil || !strings.Contains(err.Error(), "holds text") {
			t.Errorf("%s: read as numbers: %v", c.name, err)
		}
	}
	for _, a := range []*Array{
		{"U1", []int{1}, []byte{0, 0xd8, 0, 0}},
		{"U1", []int{1}, []byte{0xff, 0xff, 0xff, 0xff}},
		{"S1", []int{1}, []byte{0xff}},
	} {
		if _, err := a.Strings(); err == nil || !strings.Contains(err.Error(), "element 0 is not Unicode text") {
			t.Errorf("%v: %v", a, err)
		}
	}
}

// What NumPy wrote little-endian and row-major comes out again byte for byte.
func TestWriteAsNumPy(t *testing.T) {
	for _, name := range []string{"f4", "f2", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "bool", "scalar", "empty", "unicode", "bytes", "v1"} {
		var b bytes.Buffer
		if err := Write(&b, read(t, name+".npy")); err != nil {
			t.Fatal(err)
		}
		if want := load(t, name+".npy"); !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s: had %q, wanted %q", name, b.Bytes(), want)
		}
	}
}

func TestBeyondFloat32(t *testing.T) {
	le := binary.LittleEndian
	data := le.AppendUint64(le.AppendUint64(nil, math.Float64bits(math.Inf(1))), math.Float64bits(1e300))
	a := &Array{"f8", []int{2}, data}
	if _, err := a.Float32s(); err == nil || err.Error() != "npy: element 1: 1e+300 is beyond float32" {
		t.Error(err)
	}
	a = &Array{"f2", []int{3}, []byte{0, 0x7c, 0, 0xfc, 0, 0x7e}}
	v, err := a.Float32s()
	if err != nil || !math.IsInf(float64(v[0]), 1) || !math.IsInf(float64(v[1]), -1) || v[2] == v[2] {
		t.Error(v, err)
	}
}

// npyFile builds a file of format version 1 around any header.
func npyFile(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint16([]byte("\x93NUMPY\x01\x00"), uint16(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

func withDescr(descr string) []byte {
	return npyFile("{'descr': "+descr+", 'fortran_order': False, 'shape': (1,), }", 8)
}

func withShape(shape string) []byte {
	return npyFile("{'descr': '<f4', 'fortran_order': False, 'shape': "+shape+", }", 8)
}

// badFiles are hostile files and the words that the refusal must hold.
var badFiles = []struct {
	name string
	file []byte
	want string
}{
	{"empty", nil, "not a .npy file"},
	{"other magic", []byte("PK\x03\x04PK\x03\x04"), "not a .npy file"},
	{"version 4", []byte("\x93NUMPY\x04\x00\x02\x00{}"), "byte 6: format version 4.0"},
	{"version 1.1", []byte("\x93NUMPY\x01\x01\x02\x00{}"), "format version 1.1"},
	{"header 2^32-1", []byte("\x93NUMPY\x02\x00\xff\xff\xff\xff{}"), "a header of 4294967295 bytes"},
	{"header cut", []byte("\x93NUMPY\x01\x00\x40\x00{}"), "ends within its header"},
	{"length cut", []byte("\x93NUMPY\x01\x00\x40"), "ends within its header"},
	{"v3 not UTF-8", []byte("\x93NUMPY\x03\x00\x02\x00\x00\x00{\xff"), "not UTF-8"},
	{"Python expression", npyFile("__import__('os').system('x')", 0), "byte 10: header: '{' wanted"},
	{"call in the shape", withShape("(f(2),)"), `an integer from 0 on wanted, had "f(2),), }"`},
	{"object", withDescr("'|O'"), `Python pickles, which are never run`},
	{"structured", withDescr("[('a', '<i4')]"), "a structured array"},
	{"void", withDescr("'|V8'"), "a structured array"},
	{"complex", withDescr("'<c8'"), "complex numbers"},
	{"date", withDescr("'<M8[D]'"), "dates"},
	{"long double", withDescr("'<f16'"), `dtype "f16" is not one of`},
	{"two orders", withDescr("'<>f4'"), "several byte orders"},
	{"leading zero", withDescr("'<f04'"), `dtype "f04" is not one of`},
	{"text of no length", withDescr("'<U0'"), `dtype "U0" is not one of`},
	{"text too long", withDescr("'|S2147483647'"), "is not one of"},
	{"no type", withDescr("'<'"), "dtype is empty"},
	{"type is a number", withDescr("4"), "a string in quotes wanted"},
	{"endless string", withDescr("'<f4"), "is not one of"},
	{"backslash", withDescr(`'<f4\n'`), "backslash"},
	{"negative", withShape("(-1,)"), "an integer from 0 on wanted"},
	{"2^64", withShape("(18446744073709551616,)"), "an integer from 0 on wanted"},
	{"overflow", withShape("(4294967296, 4294967296)"), "byte 87: shape [4294967296 4294967296] of f4 is larger than any file"},
	{"10^12 elements", withShape("(1000000000000,)"), "has 4000000000000 bytes, the file has only 8 of them"},
	{"shape is a list", withShape("[2]"), "'(' wanted"},
	{"shape without comma", withShape("(1 2)"), "',' or ')' wanted"},
	{"bytes behind", withShape("(1,)"), "there are bytes behind the array"},
	{"bytes missing", withShape("(3,)"), "has 12 bytes, the file has only 8"},
	{"no comma", npyFile("{'descr': '<f4' 'shape': ()}", 4), "',' or '}' wanted"},
	{"no colon", npyFile("{'descr' '<f4'}", 4), "':' wanted"},
	{"key twice", npyFile("{'shape': (), 'shape': (1,)}", 4), `"shape" comes twice`},
	{"unknown key", npyFile("{'order': 1}", 4), `unknown key "order"`},
	{"key missing", npyFile("{'descr': '<f4', 'shape': ()}", 4), "needs descr, fortran_order and shape"},
	{"order is 1", npyFile("{'fortran_order': 1}", 4), "True or False wanted"},
	{"text behind", npyFile("{'descr': '<f4', 'shape': (), 'fortran_order': False} + x", 4), "behind the closing"},
	{"no end", npyFile("{'descr': '<f4', ", 4), "a string in quotes wanted"},
}

func TestHostile(t *testing.T) {
	for _, c := range badFiles {
		t.Run(c.name, func(t *testing.T) {
			refuses(t, len(c.file), c.want, func() (any, error) { return Read(bytes.NewReader(c.file)) })
		})
	}
	for name, want := range map[string]string{
		"object": "never run", "struct": "structured", "complex": "complex", "date": "dates",
	} {
		if _, err := Read(bytes.NewReader(load(t, name+".npy"))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// refuses wants a typed error with the given words, and memory only for what the
// input really has.
func refuses(t *testing.T, size int, want string, f func() (any, error)) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	v, err := f()
	runtime.ReadMemStats(&after)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
		t.Errorf("had %v %v, wanted %q", v, err, want)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20+20*uint64(size) {
		t.Errorf("allocated %d bytes for %d", used, size)
	}
}

// Every cut of a good file is an error, and so is every error of the reader.
func TestCut(t *testing.T) {
	b := load(t, "v2.npy")
	for n := range b {
		var e *Error
		if _, err := Read(bytes.NewReader(b[:n])); !errors.As(err, &e) {
			t.Fatalf("cut at %d: %v", n, err)
		}
		if _, err := Read(io.MultiReader(bytes.NewReader(b[:n]), broken{})); !errors.Is(err, errBroken) {
			t.Fatalf("broken at %d: %v", n, err)
		}
	}
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errBroken }
func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteRefuses(t *testing.T) {
	for _, c := range []struct {
		a    *Array
		want string
	}{
		{FromFloat32s([]int{3}, []float32{1}), "shape [3] of f4 does not make 4 bytes"},
		{FromFloat32s([]int{-1}, nil), "shape [-1]"},
		{&Array{DType: "O"}, "pickles"},
		{&Array{"f4", make([]int, 40000), nil}, "40000 axes"},
	} {
		var b bytes.Buffer
		if err := Write(&b, c.a); err == nil || !strings.Contains(err.Error(), c.want) || b.Len() > 0 {
			t.Errorf("had %v and %d bytes, wanted %q", err, b.Len(), c.want)
		}
		if _, err := c.a.Strings(); err == nil {
			t.Errorf("%s: read as text", c.want)
		}
	}
	if err := Write(broken{}, FromFloat32s(nil, []float32{1})); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

func FuzzNPY(f *testing.F) {
	files, err := filepath.Glob("testdata/*.npy")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		f.Add(load(f, filepath.Base(name)))
	}
	for _, c := range badFiles {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Read(bytes.NewReader(b))
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		var out bytes.Buffer
		if err := Write(&out, a); err != nil {
			if strings.Contains(err.Error(), "does not fit the header") {
				return
			}
			t.Fatal(err)
		}
		again, err := Read(&out)
		if d := cmp.Diff(a, again); d != "" || err != nil {
			t.Fatal(err, d)
		}
		numbers, numbersErr := a.Float32s()
		texts, textsErr := a.Strings()
		if numbersErr == nil && textsErr == nil {
			t.Fatal("both numbers and text", fmt.Sprint(numbers, texts))
		}
	})
}
