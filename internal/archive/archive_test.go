package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"
)

// entry is a header and what is stored behind it, whatever the header says.
func entry(name string, method uint16, data string, claims uint64) (*zip.FileHeader, string) {
	return &zip.FileHeader{
		Name: name, Method: method, CRC32: crc32.ChecksumIEEE([]byte(data)),
		CompressedSize64: uint64(len(data)), UncompressedSize64: claims,
	}, data
}

// file is an archive under construction.
type file struct {
	*zip.Writer
	t testing.TB
	b *bytes.Buffer
}

func create(t testing.TB) *file {
	var b bytes.Buffer
	return &file{zip.NewWriter(&b), t, &b}
}

func (f *file) raw(h *zip.FileHeader, data string) *file {
	w, err := f.CreateRaw(h)
	if err == nil {
		_, err = io.WriteString(w, data)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return f
}

// stored adds members that are as they should be.
func (f *file) stored(names ...string) *file {
	for _, name := range names {
		data := "of " + name
		if strings.HasSuffix(name, "/") {
			data = ""
		}
		f.raw(entry(name, zip.Store, data, uint64(len(data))))
	}
	return f
}

func (f *file) deflated(name, data string) *file {
	w, err := f.Create(name)
	if err == nil {
		_, err = io.WriteString(w, data)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return f
}

func (f *file) bytes() []byte {
	if err := f.Close(); err != nil {
		f.t.Fatal(err)
	}
	return f.b.Bytes()
}

func open(b []byte) (*Archive, error) { return Open(bytes.NewReader(b), int64(len(b))) }

func TestRead(t *testing.T) {
	a, err := open(create(t).stored("a", "b/").deflated("c", strings.Repeat("c", 1000)).bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(a.Names(), a.Size("a"), a.Size("c"), a.Size("d"), a.Has("a"), a.Has("d")); got != "[a b/ c] 4 1000 0 true false" {
		t.Error(got)
	}
	for name, want := range map[string]string{"a": "of a", "c": strings.Repeat("c", 1000)} {
		if text, err := a.ReadAll(name, 1000); string(text) != want || err != nil {
			t.Errorf("%s: %.20q, %v", name, text, err)
		}
		r, size, err := a.At(name, 1000)
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 2)
		if _, err := r.ReadAt(got, 2); err != nil || string(got) != want[2:4] || size != int64(len(want)) {
			t.Errorf("%s: %q, %d bytes, %v", name, got, size, err)
		}
	}
	if empty, err := open(create(t).bytes()); err != nil || len(empty.Names()) > 0 {
		t.Errorf("an empty archive: %v", err)
	}
}

// wants fails unless err is an *Error that says so.
func wants(t *testing.T, err error, want string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
		t.Errorf("have %v, want %q", err, want)
	}
}

func TestMember(t *testing.T) {
	good := create(t).stored("a").deflated("c", strings.Repeat("c", 1000)).bytes()
	a, err := open(good)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.ReadAll("c", 999)
	wants(t, err, `"c": want at most 999 bytes, have 1000`)
	_, _, err = a.At("c", 999)
	wants(t, err, `"c": want at most 999 bytes, have 1000`)
	_, err = a.Open("d")
	wants(t, err, `"d": file does not exist`)
	if _, _, err := a.At("d", 9); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	bad := bytes.Replace(good, []byte("of a"), []byte("if a"), 1)
	if a, err = open(bad); err != nil {
		t.Fatal(err)
	}
	_, _, err = a.At("a", 9)
	wants(t, err, `"a": its checksum is`)
	_, err = a.ReadAll("a", 9)
	wants(t, err, "zip: checksum error")
}

func TestRefused(t *testing.T) {
	two := create(t).stored("a", "b").bytes()
	withHeader := func(change func(h *zip.FileHeader)) []byte {
		h, data := entry("a", zip.Store, "data", 4)
		change(h)
		return create(t).raw(h, data).bytes()
	}
	var many, long []string
	for i := range MaxMembers + 1 {
		many = append(many, fmt.Sprint(i))
	}
	for i := range 9 {
		long = append(long, fmt.Sprint(i, strings.Repeat("x", 60_000)))
	}
	overlap := bytes.Clone(two)
	last := bytes.LastIndex(two, []byte("PK\x01\x02"))
	copy(overlap[last+42:last+46], make([]byte, 4)) // b begins where a does
	cases := map[string]struct {
		file []byte
		want string
	}{
		"nothing":         {nil, "byte 0: a zip archive is wanted; it has only 0 bytes"},
		"no zip":          {make([]byte, 100), "byte 0: a zip archive is wanted, with nothing before it"},
		"bytes before":    {append([]byte("#!"), two...), "nothing before it"},
		"bytes behind":    {append(bytes.Clone(two), 0), "or something follows"},
		"cut":             {two[:len(two)-1], "the file is cut off"},
		"up":              {create(t).stored("../a").bytes(), `"../a": an odd name; want a relative path`},
		"within":          {create(t).stored("a/../../b").bytes(), "an odd name"},
		"absolute":        {create(t).stored("/a").bytes(), "an odd name"},
		"Windows":         {create(t).stored(`..\a`).bytes(), "an odd name"},
		"a drive":         {create(t).stored("C:a").bytes(), "an odd name"},
		"NUL":             {create(t).stored("a\x00").bytes(), "an odd name"},
		"not UTF-8":       {create(t).stored("\xff").bytes(), "an odd name"},
		"no name":         {create(t).stored("").bytes(), "an odd name"},
		"twice":           {create(t).stored("a", "a").bytes(), `"a": the archive has it twice`},
		"a link":          {withHeader(func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink) }), "not a regular file"},
		"a folder":        {withHeader(func(h *zip.FileHeader) { h.SetMode(fs.ModeDir) }), "not a regular file"},
		"encrypted":       {withHeader(func(h *zip.FileHeader) { h.Flags = 1 }), "it is encrypted"},
		"method":          {withHeader(func(h *zip.FileHeader) { h.Method = 12 }), "unknown compression method 12"},
		"stored longer":   {withHeader(func(h *zip.FileHeader) { h.UncompressedSize64 = 5 }), "5 bytes cannot come out of 4 stored"},
		"10 GiB from 4":   {create(t).raw(entry("a", zip.Deflate, "data", 10<<30)).bytes(), "10737418240 bytes cannot come out of 4"},
		"2^63 from 4":     {create(t).raw(entry("a", zip.Deflate, "data", 1<<63)).bytes(), "9223372036854775808 bytes cannot"},
		"ratio":           {create(t).raw(entry("a", zip.Deflate, strings.Repeat("x", 1<<20), 1<<30)).bytes(), "would inflate to 1073741824, more than 100 times"},
		"many":            {create(t).stored(many...).bytes(), "1025 entries; the most is 1024"},
		"a big directory": {create(t).stored(long...).bytes(), "directory has more than 524288 bytes"},
		"overlap":         {overlap, "overlaps another member"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := open(c.file)
			wants(t, err, c.want)
		})
	}
}

func TestPromises(t *testing.T) {
	for claims, want := range map[uint64]string{10: "10 bytes are promised, and reading them failed", 200: "200 bytes are promised"} {
		full := create(t).deflated("a", strings.Repeat("a", 100)).bytes()
		z, err := zip.NewReader(bytes.NewReader(full), int64(len(full)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := z.File[0].OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		a, err := open(create(t).raw(entry("a", zip.Deflate, string(data), claims)).bytes())
		if err != nil {
			t.Fatal(err)
		}
		_, err = a.ReadAll("a", 1000)
		wants(t, err, want)
	}
}

// broken fails to read.
type broken struct{ io.ReaderAt }

var errBroken = errors.New("broken")

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errBroken }

func TestBroken(t *testing.T) {
	if _, err := Open(broken{}, 100); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(create(f).stored("a", "b/").deflated("c", strings.Repeat("c", 1000)).bytes())
	f.Add(create(f).bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := open(b)
		if err != nil {
			if e := new(Error); !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		for _, name := range a.Names() {
			text, err := a.ReadAll(name, 1<<16)
			if e := new(Error); err != nil && !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			if err == nil && int64(len(text)) != a.Size(name) {
				t.Fatalf("%d bytes, %d are promised", len(text), a.Size(name))
			}
		}
	})
}
