package safetensors

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/internal/hostile"
)

func TestMain(m *testing.M) {
	hostile.Main(m, func(path string) error {
		r, err := os.Open(path)
		if err != nil {
			return err
		}
		defer r.Close()
		f, err := Read(r)
		for i := 0; err == nil && i < len(f.Tensors); i++ {
			_, err = f.Tensors[i].Float32s()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
}

// numbers of the files of hostile in the project's list; the others are beyond it.
var numbers = map[string]int{
	"length 2^64-1": 53, "length over limit": 53, "length over file": 54, "data over file": 54,
	"overlap": 55, "100,001 on one place": 55, "hole": 56, "bytes behind": 56, "bytes behind no tensor": 56,
	"end before begin": 57, "negative": 57, "shape overflow": 58, "tensor twice": 59, "key twice": 59,
}

// TestHostileFiles reads every hostile file in a process of its own.
func TestHostileFiles(t *testing.T) {
	var cases []hostile.Case
	for name, c := range fileCases() {
		cases = append(cases, hostile.Case{Number: numbers[name], Name: name, Make: func() []byte { return c.file }, Want: c.want})
	}
	valid := readPythonFile(t)
	cases = append(cases,
		hostile.Case{Number: 55, Name: "60,000 tensors on no place", Want: `tensor "t0": begins at 1`, Make: func() []byte {
			var b strings.Builder
			b.WriteString(`{"t0":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}`)
			for i := range 60_000 {
				fmt.Fprintf(&b, `,"t%d":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`, i+1)
			}
			return build(b.String()+"}", 2)
		}},
		hostile.Case{Number: 53, Name: "a header of nothing but blanks", Want: "byte 9: header: EOF", Make: func() []byte {
			return build("{"+strings.Repeat(" ", maxHeader-1), 0)
		}},
		hostile.Case{Name: "names a file", Want: `unknown key "path"`, Make: func() []byte {
			return build(`{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"path":"../`+hostile.Canary+`"}}`, 1)
		}},
		hostile.Case{Name: "a float64 beyond float32", Want: `tensor "double": element 0`, Make: func() []byte { return readPython(t) }},
	)
	hostile.Run(t, valid, ".safetensors", cases)
}

// readPythonFile is Python's file without what float32 cannot hold.
func readPythonFile(t testing.TB) []byte {
	t.Helper()
	f, err := Decode(readPython(t))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	kept := f.Tensors[:0]
	for _, a := range f.Tensors {
		if _, err := a.Float32s(); err == nil {
			kept = append(kept, a)
		}
	}
	f.Tensors = kept
	if err := Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}
