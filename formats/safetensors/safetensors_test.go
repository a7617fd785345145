package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// python.safetensors was written by Python's safetensors 0.8.0 with
// save_file(…, metadata={"format": "np"}).
func readPython(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/python.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadPython(t *testing.T) {
	f, err := Decode(readPython(t))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"format": "np"}, f.Metadata); d != "" {
		t.Error(d)
	}
	if len(f.Tensors) != 16 {
		t.Errorf("%d tensors", len(f.Tensors))
	}
	for _, c := range []struct {
		name  string
		dtype DType
		shape []int
		want  []float32
	}{
		{"dense/bias", "F32", []int{2}, []float32{0.5, -1.25}},
		{"scalar", "F32", []int{}, []float32{3}},
		{"empty", "F32", []int{0, 4}, []float32{}},
		{"half", "F16", []int{4}, []float32{1.5, -2, 65504, 0x1p-24}},
		{"idx", "I64", []int{2, 2}, []float32{1, -2, 3, 1 << 40}},
		{"u64", "U64", []int{1}, []float32{1 << 63}},
		{"i32", "I32", []int{2}, []float32{1, -5}},
		{"u32", "U32", []int{1}, []float32{7}},
		{"i16", "I16", []int{1}, []float32{-300}},
		{"u16", "U16", []int{1}, []float32{65535}},
		{"i8", "I8", []int{1}, []float32{-1}},
		{"u8", "U8", []int{2}, []float32{255, 0}},
		{"mask", "BOOL", []int{2}, []float32{1, 0}},
		{"größe \"q\"\n", "F32", []int{1}, []float32{1}},
	} {
		a := f.Tensor(c.name)
		if a == nil {
			t.Errorf("%s: missing", c.name)
			continue
		}
		got, err := a.Float32s()
		if err != nil {
			t.Error(err)
		}
		if d := cmp.Diff(c.want, got); d != "" || a.DType != c.dtype || !cmp.Equal(a.Shape, c.shape) {
			t.Errorf("%s: %s %v %s", c.name, a.DType, a.Shape, d)
		}
	}
	if f.Tensor("nothing") != nil {
		t.Error("found what is not there")
	}
	_, err = f.Tensor("double").Float32s()
	if want := `safetensors: tensor "double": element 0: this F64 has no exact float32`; err == nil || err.Error() != want {
		t.Errorf("had %v, wanted %s", err, want)
	}
}

// The same arrays in any order give Python's bytes.
func TestWriteAsPython(t *testing.T) {
	want := readPython(t)
	f, err := Decode(want)
	if err != nil {
		t.Fatal(err)
	}
	for range f.Tensors {
		f.Tensors = append(f.Tensors[1:], f.Tensors[0])
		var b bytes.Buffer
		if err := Write(&b, f); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Fatalf("had %q", b.Bytes())
		}
	}
}

func TestConversions(t *testing.T) {
	for _, c := range []struct {
		dtype DType
		bits  uint64
		want  float32
		exact bool
	}{
		{"F16", 0x7c00, float32(math.Inf(1)), true},
		{"F16", 0xfc00, float32(math.Inf(-1)), true},
		{"F16", 0x8000, float32(math.Copysign(0, -1)), true},
		{"F16", 0x83ff, -1023 * 0x1p-24, true},
		{"F16", 0x0400, 0x1p-14, true},
		{"BF16", 0x3fc0, 1.5, true},
		{"F64", math.Float64bits(0.5), 0.5, true},
		{"F64", math.Float64bits(math.Inf(-1)), float32(math.Inf(-1)), true},
		{"F64", math.Float64bits(1e300), 0, false},
		{"F64", math.Float64bits(1e-300), 0, false},
		{"I32", 1<<24 + 1, 0, false},
		{"I32", 0x80000000, -1 << 31, true},
		{"U32", 0xffffffff, 0, false},
		{"I64", 1 << 63, -1 << 63, true},
		{"U64", 1<<64 - 1, 0, false},
		{"BOOL", 2, 0, false},
	} {
		b := binary.LittleEndian.AppendUint64(nil, c.bits)
		a := Tensor{Name: "a", DType: c.dtype, Shape: nil, Data: b[:c.dtype.Size()]}
		got, err := a.Float32s()
		if (err == nil) != c.exact {
			t.Errorf("%s %#x: %v", c.dtype, c.bits, err)
		} else if c.exact && math.Float32bits(got[0]) != math.Float32bits(c.want) {
			t.Errorf("%s %#x: %v, wanted %v", c.dtype, c.bits, got[0], c.want)
		}
	}
	for _, a := range []Tensor{{DType: "F16", Data: []byte{0, 0x7e}}, {DType: "F64", Data: []byte{0, 0, 0, 0, 0, 0, 0xf8, 0x7f}}} {
		if v, err := a.Float32s(); err != nil || v[0] == v[0] {
			t.Errorf("%s NaN: %v %v", a.DType, v, err)
		}
	}
	for _, a := range []Tensor{{DType: "F8"}, {DType: "F32", Data: make([]byte, 3)}} {
		if _, err := a.Float32s(); err == nil {
			t.Errorf("%v: no error", a)
		}
	}
}

func build(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

// fileCases are hostile files and the words that the refusal must hold.
func fileCases() map[string]struct {
	file []byte
	want string
} {
	one := `{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`
	var overlap strings.Builder
	overlap.WriteString(`{"t":` + one)
	for i := range 100_000 {
		fmt.Fprintf(&overlap, `,"t%d":%s`, i, one)
	}
	type c = struct {
		file []byte
		want string
	}
	length := func(n uint64) []byte { return append(binary.LittleEndian.AppendUint64(nil, n), "{}"...) }
	return map[string]c{
		"empty":                  {nil, "less than the 8 bytes"},
		"seven bytes":            {make([]byte, 7), "less than the 8 bytes"},
		"length 2^64-1":          {length(1<<64 - 1), "byte 0: a header of 18446744073709551615 bytes"},
		"length over limit":      {length(maxHeader + 1), "at most 8388608 are read"},
		"length over file":       {length(maxHeader), "should have 8388608 bytes, the file has only 2"},
		"length 0":               {length(0), "too short"},
		"no brace":               {build(` {}`, 0), `byte 8: the header must begin with '{'`},
		"array":                  {build(`[]`, 0), `must begin with '{'`},
		"not UTF-8":              {build("{\"\xff\":1}", 0), "not UTF-8"},
		"half a surrogate":       {build(`{"\ud800":`+one+`}`, 4), "half a surrogate pair"},
		"truncated JSON":         {build(`{"a":`, 0), "byte 13: header"},
		"text behind":            {build(`{}{}`, 0), "behind the header's end"},
		"deep":                   {build(`{"a":`+strings.Repeat("[", 1e6), 0), `"{" wanted, had [`},
		"metadata number":        {build(`{"__metadata__":{"a":1}}`, 0), "a string wanted, had 1"},
		"metadata twice":         {build(`{"__metadata__":{},"__metadata__":{}}`, 0), `"__metadata__" comes twice`},
		"tensor twice":           {build(`{"a":`+one+`,"a":`+one+`}`, 4), `"a" comes twice`},
		"key twice":              {build(`{"a":{"dtype":"F32","dtype":"F32"}}`, 0), `tensor "a": "dtype" comes twice`},
		"key in capitals":        {build(`{"a":{"DType":"F32"}}`, 0), `unknown key "DType"`},
		"key missing":            {build(`{"a":{"dtype":"F32","shape":[]}}`, 0), "needs dtype, shape and data_offsets"},
		"unknown dtype":          {build(`{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}`, 1), `tensor "a": unknown dtype "F8_E4M3"`},
		"three offsets":          {build(`{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}`, 1), "data_offsets has 3 numbers"},
		"offset is a string":     {build(`{"a":{"dtype":"U8","shape":[1],"data_offsets":["0",1]}}`, 1), "an integer wanted"},
		"negative":               {build(`{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}`, 1), "had -1"},
		"fraction":               {build(`{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}`, 1), "had 1.0"},
		"2^64":                   {build(`{"a":{"dtype":"U8","shape":[18446744073709551616],"data_offsets":[0,1]}}`, 1), "had 18446744073709551616"},
		"end before begin":       {build(`{"a":{"dtype":"U8","shape":[1],"data_offsets":[2,1]}}`, 2), "ends at 1, before its begin at 2"},
		"shape overflow":         {build(`{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`, 0), "larger than any file"},
		"shape against length":   {build(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4), "makes 8 bytes, data_offsets give it 4"},
		"data over file":         {build(`{"a":{"dtype":"U8","shape":[1000000000000],"data_offsets":[0,1000000000000]}}`, 3), "should have 1000000000000 bytes, the file has only 3"},
		"hole":                   {build(`{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}`, 2), "begins at 1 of the data, should at 0"},
		"overlap":                {build(`{"a":`+one+`,"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}`, 5), `tensor "b": begins at 3 of the data, should at 4`},
		"100,001 on one place":   {build(overlap.String()+"}", 4), `tensor "t65535": one too many: at most 65536`},
		"bytes behind":           {build(`{"a":`+one+`}`, 5), "byte 66: there are bytes behind the last tensor"},
		"bytes behind no tensor": {build(`{}`, 1), "bytes behind"},
	}
}

// What is allocated over time is bounded by what the input has, not by what it claims.
func TestHostile(t *testing.T) {
	for name, c := range fileCases() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := Decode(c.file)
			runtime.ReadMemStats(&after)
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("had %v %v, wanted %q", f, err, c.want)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20+40*uint64(len(c.file)) {
				t.Errorf("allocated %d bytes for %d", used, len(c.file))
			}
		})
	}
}

// Every cut of a good file is an error, and so is every error of the reader.
func TestCut(t *testing.T) {
	b := readPython(t)
	for n := range b {
		var e *Error
		if _, err := Decode(b[:n]); !errors.As(err, &e) {
			t.Fatalf("cut at %d: %v", n, err)
		}
		failing := io.MultiReader(bytes.NewReader(b[:n]), errReader{})
		if _, err := Read(failing); !errors.Is(err, errBroken) {
			t.Fatalf("broken at %d: %v", n, err)
		}
	}
}

var errBroken = errors.New("broken")

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errBroken }

func TestWriteRefuses(t *testing.T) {
	for _, c := range []struct {
		want    string
		tensors []Tensor
	}{
		{`tensor "a": there are two of this name`, []Tensor{F32("a", nil, []float32{1}), F32("a", nil, []float32{1})}},
		{`shape [3] of F32 does not make 8 bytes`, []Tensor{F32("a", []int{3}, []float32{1, 2})}},
		{`shape [-1] of F32`, []Tensor{F32("a", []int{-1}, nil)}},
		{`taken by the format`, []Tensor{F32("__metadata__", nil, []float32{1})}},
		{`not UTF-8`, []Tensor{F32("\xff", nil, []float32{1})}},
		{`65537 tensors; a file has at most 65536`, make([]Tensor, maxTensors+1)},
		{`unknown dtype "f4"`, []Tensor{{Name: "a", DType: "f4"}}},
	} {
		var b bytes.Buffer
		err := Write(&b, &File{Tensors: c.tensors})
		if err == nil || !strings.Contains(err.Error(), c.want) || b.Len() > 0 {
			t.Errorf("had %v and %d bytes, wanted %q", err, b.Len(), c.want)
		}
	}
	f := &File{Tensors: []Tensor{F32("a", nil, []float32{1})}}
	for n := range 2 {
		if err := Write(&failingWriter{n}, f); !errors.Is(err, errBroken) {
			t.Errorf("write %d: %v", n, err)
		}
	}
}

type failingWriter struct{ left int }

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.left--; w.left < 0 {
		return 0, errBroken
	}
	return len(b), nil
}

func FuzzSafetensors(f *testing.F) {
	f.Add(readPython(f))
	for _, c := range fileCases() {
		if len(c.file) < 1000 {
			f.Add(c.file)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Decode(b)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		var out bytes.Buffer
		if err := Write(&out, file); err != nil {
			t.Fatal(err)
		}
		again, err := Decode(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range file.Tensors {
			if d := cmp.Diff(&a, again.Tensor(a.Name)); d != "" {
				t.Fatal(d)
			}
			if v, err := a.Float32s(); err == nil && len(v)*a.DType.Size() != len(a.Data) {
				t.Fatalf("%d values of %d bytes", len(v), len(a.Data))
			}
		}
		if len(again.Tensors) != len(file.Tensors) || !cmp.Equal(again.Metadata, file.Metadata) {
			t.Fatal("written and read again, the file differs")
		}
		n := binary.LittleEndian.Uint64(b)
		if !json.Valid(b[8 : 8+n]) {
			t.Fatal("read a header that is no JSON")
		}
	})
}
