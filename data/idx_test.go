package data

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
)

// idxFile builds an IDX file of unsigned bytes.
func idxFile(values []byte, shape ...uint32) []byte {
	b := []byte{0, 0, 8, byte(len(shape))}
	for _, n := range shape {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return append(b, values...)
}

func zipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDecodeIDX(t *testing.T) {
	be := binary.BigEndian
	for name, c := range map[string]struct {
		file  []byte
		shape []int
		want  []float32
	}{
		"bytes":        {idxFile([]byte{0, 128, 255, 1}, 2, 2), []int{2, 2}, []float32{0, 128, 255, 1}},
		"compressed":   {zipped(t, idxFile([]byte{7}, 1, 1, 1)), []int{1, 1, 1}, []float32{7}},
		"signed bytes": {[]byte{0, 0, 9, 1, 0, 0, 0, 1, 0xff}, []int{1}, []float32{-1}},
		"int16":        {[]byte{0, 0, 0xb, 1, 0, 0, 0, 1, 0xff, 0xfe}, []int{1}, []float32{-2}},
		"int32":        {[]byte{0, 0, 0xc, 1, 0, 0, 0, 1, 0, 1, 0, 0}, []int{1}, []float32{65536}},
		"float32":      {be.AppendUint32([]byte{0, 0, 0xd, 1, 0, 0, 0, 1}, math.Float32bits(0.5)), []int{1}, []float32{0.5}},
		"float64":      {be.AppendUint64([]byte{0, 0, 0xe, 1, 0, 0, 0, 1}, math.Float64bits(0.5)), []int{1}, []float32{0.5}},
	} {
		got, err := DecodeIDX(bytes.NewReader(c.file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		same(t, name, &Tensor{c.shape, c.want}, got)
	}
	long := make([]byte, 300_000)
	long[299_999] = 9
	got, err := DecodeIDX(bytes.NewReader(idxFile(long, 300_000)))
	if err != nil || len(got.Data) != 300_000 || cap(got.Data) != 300_000 || got.Data[299_999] != 9 {
		t.Error(err)
	}
}

var hostileIDX = []struct {
	name string
	file []byte
	want string
}{
	{"empty", nil, "less than 4 bytes"},
	{"other file", []byte("\x89PNG\r\n"), "not an IDX file: it begins with 89 50 4e 47"},
	{"unknown type", []byte{0, 0, 0x0a, 1, 0, 0, 0, 1, 0}, "not an IDX file"},
	{"no axes", []byte{0, 0, 8, 0, 1}, "not an IDX file"},
	{"cut header", []byte{0, 0, 8, 3, 0, 0, 0, 1}, "ends within its header"},
	{"2^62 values", idxFile(nil, 1<<31, 1<<31), "shape (2147483648, 2147483648) has more data than the file"},
	{"overflow", idxFile(nil, 1<<31, 1<<31, 1<<31), "is larger than any file"},
	{"overflow in bytes", []byte{0, 0, 0xe, 2, 0x80, 0, 0, 0, 0x80, 0, 0, 0}, "is larger than any file"},
	{"empty axis", idxFile(nil, 3, 0), "the data is empty: shape (3, 0)"},
	{"cut data", idxFile([]byte{1, 2}, 3), "shape (3,) has more data than the file"},
	{"bytes behind", idxFile([]byte{1, 2}, 1), "there are bytes behind the data of shape (1,)"},
	{"beyond float32", binary.BigEndian.AppendUint64([]byte{0, 0, 0xe, 1, 0, 0, 0, 1}, math.Float64bits(1e300)), "value 0: 1e+300 is beyond float32"},
	{"gzip of nothing", []byte("\x1f\x8b"), "not a gzip file"},
	{"not gzip", []byte("\x1f\x8babcdefghijk"), "gzip: invalid header"},
}

func TestDecodeIDXRefuses(t *testing.T) {
	for _, c := range hostileIDX {
		t.Run(c.name, func(t *testing.T) {
			var err error
			if used := allocated(func() { _, err = DecodeIDX(bytes.NewReader(c.file)) }); used > 1<<20 {
				t.Errorf("allocated %d bytes", used)
			}
			wantError(t, err, c.want)
		})
	}
	whole := zipped(t, idxFile(bytes.Repeat([]byte{1, 2, 3}, 100), 300))
	for n := range whole {
		if _, err := DecodeIDX(bytes.NewReader(whole[:n])); err == nil {
			t.Errorf("cut at %d: no error", n)
		}
	}
	broken := errors.New("broken")
	if _, err := DecodeIDX(io.MultiReader(bytes.NewReader(idxFile(nil, 9)), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// Compressed zeros may fill memory only up to a bound, whatever shape they claim.
func TestGzipBomb(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(idxFile(nil, 1<<31))
	zeros := make([]byte, 1<<20)
	for range freeInflate>>20 + 1 {
		w.Write(zeros)
	}
	w.Close()
	r, err := inflate(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, r)
	wantError(t, err, "inflate to more than 100 times as many")
	if n > freeInflate {
		t.Errorf("%d bytes came out", n)
	}
}

func TestReadIDX(t *testing.T) {
	train, test, err := ReadIDX("testdata/idx")
	if err != nil {
		t.Fatal(err)
	}
	digits, err := Named("digits")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "shapes", [][]int{{20, 8, 8}, {20}, {10, 8, 8}, {10}}, [][]int{train.X.Shape, train.Y.Shape, test.X.Shape, test.Y.Shape})
	same(t, "pixels", digits.X.Data[:30*64], append(append([]float32{}, train.X.Data...), test.X.Data...))
	same(t, "labels", digits.Y.Data[:30], append(append([]float32{}, train.Y.Data...), test.Y.Data...))
	same(t, "classes", [][]string{digitNames(10), digitNames(10)}, [][]string{train.Classes, test.Classes})
	same(t, "names", []string{"testdata/idx", "testdata/idx (test)"}, []string{train.Name, test.Name})
	dots, none, err := ReadIDX("testdata/dots")
	if err != nil || none != nil {
		t.Fatal(none, err)
	}
	same(t, "dots", train.X, dots.X)
}

func TestReadIDXRefuses(t *testing.T) {
	images, labels := idxFile(make([]byte, 8), 2, 2, 2), idxFile([]byte{1, 11}, 2)
	file := func(b []byte) *fstest.MapFile { return &fstest.MapFile{Data: b} }
	const x, y = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
	for want, files := range map[string]fstest.MapFS{
		"set: there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz": {},
		"set/" + x + ": these images have no train-labels beside them":           {x: file(images)},
		"set/" + y + ": these labels have no train-images beside them":           {y: file(labels)},
		"set/" + y + ": 1 labels for 2 images":                                   {x: file(images), y: file(idxFile([]byte{1}, 1))},
		"set/" + y + ": labels have one axis, these have shape (2, 1)":           {x: file(images), y: file(idxFile([]byte{1, 2}, 2, 1))},
		"set/" + y + ": row 0, counted from 0: -1 is no label":                   {x: file(idxFile([]byte{1}, 1)), y: file([]byte{0, 0, 9, 1, 0, 0, 0, 1, 0xff})},
		"set/" + x + ": not an IDX file":                                         {x: file([]byte("what?")), y: file(labels)},
		"set/" + x + ": this is a folder":                                        {x: &fstest.MapFile{Mode: os.ModeDir}},
		"set/" + x + ": not a regular file":                                      {x: &fstest.MapFile{Mode: os.ModeNamedPipe}},
		"images for training have shape (2, 2), those of the test set (3,)": {x: file(images), y: file(labels),
			"t10k-images.idx3-ubyte": file(idxFile(make([]byte, 3), 1, 3)), "t10k-labels.idx1-ubyte": file(idxFile([]byte{1}, 1))},
	} {
		_, _, err := ReadIDXFS(files, "set")
		wantError(t, err, want)
	}
	train, _, err := ReadIDXFS(fstest.MapFS{x: file(images), y: file(labels)}, "set")
	if err != nil || len(train.Classes) != 12 {
		t.Error(train, err)
	}
	for _, folder := range []string{"testdata/none", "testdata/flowers.csv"} {
		_, _, err := ReadIDX(folder)
		wantError(t, err, folder+": ")
	}
}

func FuzzIDX(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*ubyte*")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, c := range hostileIDX {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := DecodeIDX(bytes.NewReader(b))
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if err := got.check(); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(b), "\x1f\x8b") && len(got.Data) > len(b) {
			t.Fatal(fmt.Sprintf("%d values of %d bytes", len(got.Data), len(b)))
		}
	})
}
