package npy

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func open(b []byte) (*Archive, error) { return OpenArchive(bytes.NewReader(b), int64(len(b))) }

// readAll opens an archive and reads every array of it.
func readAll(b []byte) (map[string]*Array, error) {
	a, err := open(b)
	if err != nil {
		return nil, err
	}
	all := map[string]*Array{}
	for _, name := range a.Names() {
		if all[name], err = a.Array(name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func TestReadArchive(t *testing.T) {
	all, err := readAll(load(t, "keras.npz"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]*Array{
		"x_train": {"u1", []int{2, 3, 1}, []byte{0, 1, 2, 3, 4, 5}},
		"y_train": {"u1", []int{2}, []byte{1, 0}},
		"x_test":  {"u1", []int{1, 3, 1}, []byte{0, 1, 2}},
		"y_test":  {"u1", []int{1}, []byte{1}},
	}
	if d := cmp.Diff(want, all); d != "" {
		t.Error(d)
	}
	a, err := open(load(t, "xy.npz"))
	if err != nil || !cmp.Equal(a.Names(), []string{"x", "y"}) {
		t.Fatal(a.Names(), err)
	}
	if _, err := a.Array("z"); err == nil || err.Error() != `npy: "z": there is no such array; the archive has x, y` {
		t.Error(err)
	}
}

func TestWriteArchive(t *testing.T) {
	want := map[string]*Array{
		"b":   FromFloat32s([]int{2}, []float32{1, 2}),
		"a/k": {"U1", []int{1}, []byte{'x', 0, 0, 0}},
	}
	var first, second bytes.Buffer
	if err := errors.Join(WriteArchive(&first, want), WriteArchive(&second, want)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same arrays gave other bytes")
	}
	all, err := readAll(first.Bytes())
	if d := cmp.Diff(want, all); d != "" || err != nil {
		t.Error(err, d)
	}
	for name, a := range map[string]*Array{
		"../a": FromFloat32s(nil, []float32{1}),
		"a":    FromFloat32s([]int{2}, []float32{1}),
	} {
		if err := WriteArchive(io.Discard, map[string]*Array{name: a}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := WriteArchive(io.Discard, nil); err == nil {
		t.Error("wrote an archive of nothing")
	}
	if err := WriteArchive(broken{}, want); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

// zipped builds a zip file; edit may change each header before it is written.
func zipped(t testing.TB, edit func(h *zip.FileHeader), names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if edit != nil {
			edit(h)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			err = Write(w, FromFloat32s([]int{2}, []float32{1, 2}))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// raw builds an archive of one entry that claims to inflate to size bytes.
func raw(t testing.TB, method uint16, data []byte, size uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: "x.npy", Method: method, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: size,
	})
	if err == nil {
		_, err = w.Write(data)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// deflated is a .npy file of n zero bytes, compressed.
func deflated(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 9)
	if err == nil {
		_, err = w.Write(npyFile(fmt.Sprintf("{'descr': '|u1', 'fortran_order': False, 'shape': (%d,), }", n), n))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// patch writes v at the given distance from the nth directory entry (0: the
// last one in the file).
func patch(b []byte, nth, at int, v uint32) []byte {
	b = bytes.Clone(b)
	end := len(b)
	for ; nth >= 0; nth-- {
		end = bytes.LastIndex(b[:end], []byte("PK\x01\x02"))
	}
	binary.LittleEndian.PutUint32(b[end+at:], v)
	return b
}

func hostileArchives(t testing.TB) map[string]struct {
	file []byte
	want string
} {
	two := zipped(t, nil, "x.npy", "y.npy")
	many := make([]string, 1500)
	for i := range many {
		many[i] = fmt.Sprintf("%d.npy", i)
	}
	var long []string
	for i := range 9 {
		long = append(long, fmt.Sprintf("%d%s.npy", i, strings.Repeat("x", 60_000)))
	}
	corrupt := bytes.Clone(load(t, "xy.npz"))
	corrupt[200]++ // within the data of x
	encrypted := func(h *zip.FileHeader) { h.Flags |= 1 }
	small := deflated(t, 8)
	type c = struct {
		file []byte
		want string
	}
	return map[string]c{
		"empty":             {nil, "it has only 0 bytes"},
		"not a zip":         {make([]byte, 100), "not a .npz file"},
		"bytes before":      {append([]byte("#!"), two...), "nothing before it"},
		"bytes behind":      {append(bytes.Clone(two), 0), "something follows"},
		"no directory":      {append([]byte("PK\x03\x04"), append([]byte("PK\x05\x06"), make([]byte, 18)...)...), "0 entries"},
		"up":                {zipped(t, nil, "../x.npy"), `"../x.npy": an odd name; want a relative path`},
		"absolute":          {zipped(t, nil, "/x.npy"), "an odd name"},
		"backslash":         {zipped(t, nil, `..\x.npy`), "an odd name"},
		"drive":             {zipped(t, nil, "C:x.npy"), "an odd name"},
		"NUL":               {zipped(t, nil, "x\x00.npy"), "an odd name"},
		"not UTF-8":         {zipped(t, nil, "\xff.npy"), "an odd name"},
		"other file":        {zipped(t, nil, "x.txt"), "must be called name.npy"},
		"twice":             {zipped(t, nil, "x.npy", "x.npy"), `"x.npy": the archive has it twice`},
		"link":              {zipped(t, func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink) }, "x.npy"), "not a regular file"},
		"encrypted":         {zipped(t, encrypted, "x.npy"), "encrypted"},
		"method":            {raw(t, 12, small, 90), "unknown compression method 12"},
		"1,500 entries":     {zipped(t, nil, many...), "1500 entries; the most is 1024"},
		"huge directory":    {zipped(t, nil, long...), "directory has more than 524288 bytes"},
		"overlap":           {patch(two, 0, 42, 0), `.npy": it overlaps another member`},
		"stored past end":   {patch(two, 0, 20, 1<<31), "cannot come out of 2147483648 stored"},
		"10 GiB from 90":    {raw(t, zip.Deflate, small, 10<<30), "10737418240 bytes cannot come out of"},
		"2^63":              {raw(t, zip.Deflate, small, 1<<63), "9223372036854775808 bytes cannot"},
		"stored longer":     {raw(t, zip.Store, small, 5000), "5000 bytes cannot come out of"},
		"ratio":             {raw(t, zip.Deflate, make([]byte, 1<<20), 1<<30), "would inflate to 1073741824, more than 100 times"},
		"more than it says": {raw(t, zip.Deflate, deflated(t, 1<<20), 5000), "zip: not a valid zip file"},
		"less than it says": {raw(t, zip.Deflate, small, 200), `"x": `},
		"wrong checksum":    {corrupt, "zip: checksum error"},
		"10^12 elements":    {raw(t, zip.Store, withShape("(1000000000000,)"), uint64(len(withShape("(1000000000000,)")))), "has 4000000000000 bytes"},
	}
}

func TestHostileArchive(t *testing.T) {
	for name, c := range hostileArchives(t) {
		t.Run(name, func(t *testing.T) {
			refuses(t, len(c.file), c.want, func() (any, error) { return readAll(c.file) })
		})
	}
}

func TestCutArchive(t *testing.T) {
	b := load(t, "keras.npz")
	for n := range b {
		var e *Error
		if _, err := readAll(b[:n]); !errors.As(err, &e) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func FuzzNPZ(f *testing.F) {
	files, err := filepath.Glob("testdata/*.npz")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		f.Add(load(f, filepath.Base(name)))
	}
	for _, c := range hostileArchives(f) {
		if len(c.file) < 2000 {
			f.Add(c.file)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := readAll(b)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		var out bytes.Buffer
		if err := WriteArchive(&out, all); err != nil {
			t.Fatal(err)
		}
		again, err := readAll(out.Bytes())
		if d := cmp.Diff(all, again); d != "" || err != nil {
			t.Fatal(err, d)
		}
	})
}
