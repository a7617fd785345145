package hdf5_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/hdf5"
)

// contents returns the HDF5 file in a file of testdata, which may be
// compressed, or Keras's archive around it.
func contents(t testing.TB, name string) []byte {
	t.Helper()
	path := filepath.Join("testdata", name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	switch filepath.Ext(name) {
	case ".gz":
		r, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		b, err = io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
	case ".keras":
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := z.Open("model.weights.h5")
		if err != nil {
			t.Fatal(err)
		}
		b, err = io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// open opens a file of testdata.
func open(t testing.TB, name string) *hdf5.File {
	t.Helper()
	b := contents(t, name)
	f, err := hdf5.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// value is what h5py reads from a dataset or attribute. Where float32s or
// int64s is missing, there is no exact conversion.
type value struct {
	Shape    []int
	Float32s *string
	Int64s   *string
	Strings  []string
	Refused  bool
}

// golden is what h5py finds at a path.
type golden struct {
	value
	Members []string // of a group
	Attrs   map[string]value
}

func expected(t testing.TB) map[string]map[string]golden {
	var all map[string]map[string]golden
	if err := json.Unmarshal(contents(t, "expected.json.gz"), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestGolden reads every dataset and attribute of every file of testdata.
func TestGolden(t *testing.T) {
	datasets, attributes := 0, 0
	for name, objects := range expected(t) {
		t.Run(name, func(t *testing.T) {
			d, a := compare(t, open(t, name), objects)
			datasets, attributes = datasets+d, attributes+a
		})
	}
	t.Logf("%d datasets, %d attributes", datasets, attributes)
	if datasets < 1000 || attributes < 1100 {
		t.Errorf("only %d datasets and %d attributes were compared", datasets, attributes)
	}
}

// compare compares all objects of a file with h5py's, and counts them.
func compare(t *testing.T, f *hdf5.File, objects map[string]golden) (datasets, attributes int) {
	t.Helper()
	for path, want := range objects {
		if want.Members != nil {
			g, err := f.Root().Group(path)
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			members(t, g, want.Members)
			attributes += attrs(t, path, g, want.Attrs)
			continue
		}
		datasets++
		d, err := f.Root().Dataset(path)
		if want.Refused {
			refused(t, path, err)
			continue
		}
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		attributes += attrs(t, path, d, want.Attrs)
		same(t, path, reader{d.Shape(), d.Strings, func() ([]int64, error) {
			v := make([]int64, d.Len())
			return v, d.Int64s(v)
		}, func() ([]float32, error) {
			v := make([]float32, d.Len())
			return v, d.Float32s(v)
		}}, want.value)
	}
	return datasets, attributes
}

// members compares a group's members, soft links apart, with h5py's.
func members(t *testing.T, g *hdf5.Group, want []string) {
	t.Helper()
	have, err := g.Names()
	if err != nil || !slices.Equal(have, want) {
		t.Errorf("%s: members %q (%v), want %q", g.Path(), have, err, want)
	}
}

type attributed interface {
	Attrs() ([]string, error)
	Attr(string) (*hdf5.Attr, error)
}

// attrs compares all attributes of an object with h5py's.
func attrs(t *testing.T, path string, o attributed, want map[string]value) int {
	t.Helper()
	names, err := o.Attrs()
	if err != nil || len(names) != len(want) {
		t.Errorf("%s: %d attributes (%v), want %d", path, len(names), err, len(want))
	}
	for name, want := range want {
		a, err := o.Attr(name)
		where := path + "@" + name
		if want.Refused {
			refused(t, where, err)
			continue
		}
		if err != nil || a == nil {
			t.Errorf("%s: %v, %v", where, a, err)
			continue
		}
		if a.Name() != name {
			t.Errorf("%s is named %q", where, a.Name())
		}
		same(t, where, reader{a.Shape(), a.Strings, a.Int64s, a.Float32s}, want)
	}
	return len(want)
}

func refused(t *testing.T, where string, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "not supported") {
		t.Errorf("%s: %v; want that it is not supported", where, err)
	}
}

// reader is a dataset or attribute.
type reader struct {
	shape    []int
	strings  func() ([]string, error)
	int64s   func() ([]int64, error)
	float32s func() ([]float32, error)
}

// same compares all ways to read something with h5py's values. What has no
// exact conversion must be refused.
func same(t *testing.T, where string, r reader, want value) {
	t.Helper()
	if !slices.Equal(r.shape, want.Shape) {
		t.Errorf("%s: shape %v, want %v", where, r.shape, want.Shape)
		return
	}
	if want.Strings != nil {
		if have, err := r.strings(); err != nil || !slices.Equal(have, want.Strings) {
			t.Errorf("%s: %.200q (%v), want %.200q", where, have, err, want.Strings)
		}
	}
	ints, err := r.int64s()
	if (err == nil) != (want.Int64s != nil) && len(ints) > 0 {
		t.Errorf("%s: int64s: %v", where, err)
	} else if err == nil && want.Int64s != nil {
		for i, w := range words(t, *want.Int64s, 8) {
			if uint64(ints[i]) != w {
				t.Errorf("%s: element %d is %d, want %d", where, i, ints[i], int64(w))
			}
		}
	}
	floats, err := r.float32s()
	if (err == nil) != (want.Float32s != nil) && len(floats) > 0 {
		t.Errorf("%s: float32s: %v", where, err)
	} else if err == nil && want.Float32s != nil {
		for i, w := range words(t, *want.Float32s, 4) {
			if have := math.Float32bits(floats[i]); have != uint32(w) && !bothNaN(have, uint32(w)) {
				t.Errorf("%s: element %d is %g (%#x), want %#x", where, i, floats[i], have, w)
			}
		}
	}
}

func bothNaN(a, b uint32) bool {
	x, y := math.Float32frombits(a), math.Float32frombits(b)
	return x != x && y != y
}

// words decodes little-endian numbers of size bytes.
func words(t *testing.T, s string, size int) (list []uint64) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	for ; len(b) > 0; b = b[size:] {
		var wide [8]byte
		copy(wide[:], b[:size])
		list = append(list, binary.LittleEndian.Uint64(wide[:]))
	}
	return list
}
