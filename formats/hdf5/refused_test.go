package hdf5_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/layercake-go/layercake/formats/hdf5"
)

// TestRefused opens members that h5py would follow to other files, and types
// that are not read. Their names are listed all the same.
func TestRefused(t *testing.T) {
	root := open(t, "refused.h5.gz").Root()
	want := map[string]string{
		"external_link": "/external_link: an external link names another file",
		"loop1":         "leads through more than 16 soft links: they form a loop",
		"dangling":      `/: has no member "nowhere"`,
		"external_data": "external files is not supported",
		"virtual":       "a virtual dataset reads other files and is not supported",
		"lzf":           "filter 32000 (lzf) is not supported",
		"scaleoffset":   "filter 6 (scaleoffset) is not supported",
		"reference":     "the type reference is not supported",
		"sequence":      "sequences of variable length are not supported",
		"array":         "the type array is not supported",
		"datatype":      "/datatype: is a named datatype, not a dataset",
		"named":         "a named (committed) datatype is not supported",
		"ok/below":      "/ok: is a dataset, not a group",
		"absent":        `/: has no member "absent"; there are array, `,
		"ok_":           `/: has no member "ok_"; did you mean "ok"?`,
	}
	for path, want := range want {
		_, err := root.Dataset(path)
		if e := new(hdf5.Error); !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	d, err := root.Dataset("opaque")
	check(t, err)
	if err := d.Float32s(make([]float32, 2)); err == nil || !strings.Contains(err.Error(), "/opaque: holds elements of type opaque of 3 bytes, not numbers") {
		t.Error(err)
	}
	names, err := root.Names()
	if err != nil || !slices.Contains(names, "virtual") || len(names) != 15 {
		t.Errorf("%q, %v", names, err)
	}
}

// TestCycle opens groups that hard links lead to twice.
func TestCycle(t *testing.T) {
	root := open(t, "cycle.h5.gz").Root()
	_, err := root.Dataset("a/b/x")
	check(t, err)
	for _, path := range []string{"twin", "a/b/a", "a/b/a/b/a/b/x"} {
		if _, err := root.Group(path); err == nil || !strings.Contains(err.Error(), "is the same group as /a") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestMisuse asks for what is not there.
func TestMisuse(t *testing.T) {
	root := open(t, "types_latest.h5.gz").Root()
	dataset := func(name string) *hdf5.Dataset {
		d, err := root.Dataset(name)
		check(t, err)
		return d
	}
	ints := func(d *hdf5.Dataset) error { return d.Int64s(make([]int64, d.Len())) }
	floats := func(d *hdf5.Dataset) error { return d.Float32s(make([]float32, d.Len())) }
	texts := func(d *hdf5.Dataset) error { _, err := d.Strings(); return err }
	cases := []struct {
		err  error
		want string
	}{
		{dataset("le_f4").Float32s(make([]float32, 5)), "/le_f4: shape [3 4] has 12 elements, not 5"},
		{dataset("scalar").Int64s(nil), "/scalar: shape [] has 1 elements, not 0"},
		{ints(dataset("le_f4")), "/le_f4: holds elements of type float32, not integers"},
		{floats(dataset("string")), "/string: holds elements of type string, not numbers"},
		{texts(dataset("be_u2")), "/be_u2: holds elements of type uint16, not strings"},
		{floats(dataset("f8_inexact")), "/f8_inexact: element 1 is 0.1, which no float32 is"},
		{floats(dataset("i4_inexact")), "/i4_inexact: element 2 is 16777217, which no float32 is"},
		{ints(dataset("u8_large")), "/u8_large: element 1 is 9223372036854775808, which no int64 is"},
	}
	for _, c := range cases {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%v, want %q", c.err, c.want)
		}
	}
	if a, err := root.Attr("absent"); a != nil || err != nil {
		t.Errorf("an absent attribute is %v, %v", a, err)
	}
	if !root.Has("le_f4") || !root.Has("/le_f4") || root.Has("le_f44") || root.Has("le_f4/x") {
		t.Error("Has does not know what is there")
	}
	if is, err := root.IsDataset("/"); is || err != nil {
		t.Errorf("the root is a dataset: %v, %v", is, err)
	}
}

// TestTypes names types as NumPy does.
func TestTypes(t *testing.T) {
	root := open(t, "types_earliest.h5.gz").Root()
	want := map[string]string{"le_f2": "float16", "be_f8": "float64", "le_i1": "int8", "be_u4": "uint32", "bool": "int8",
		"fixed": "string", "strings": "string", "bfloat16": "opaque of 2 bytes"}
	for name, want := range want {
		d, err := root.Dataset(name)
		check(t, err)
		if d.Type().String() != want {
			t.Errorf("%s is %s, want %s", name, d.Type(), want)
		}
	}
}

// TestSoftLinks follows soft links to where they lead.
func TestSoftLinks(t *testing.T) {
	root := open(t, "wide_latest.h5.gz").Root()
	for path, want := range map[string]string{"soft/deep/0": "/wide9/inner/deep/0", "wide1/relative": "/wide1/member0"} {
		d, err := root.Dataset(path)
		check(t, err)
		if d.Path() != want {
			t.Errorf("%s leads to %s, want %s", path, d.Path(), want)
		}
	}
}

// broken is a file whose disk fails.
type broken struct{ io.ReaderAt }

var errDisk = errors.New("input/output error")

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errDisk }

func TestDiskFails(t *testing.T) {
	if _, err := hdf5.Open(broken{}, 4096); !errors.Is(err, errDisk) {
		t.Errorf("%v, want %v", err, errDisk)
	}
}

// TestTogether reads one file from many goroutines.
func TestTogether(t *testing.T) {
	const name = "wide_latest.h5.gz"
	f, objects := open(t, name), expected(t)[name]
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { compare(t, f, objects) })
	}
	all.Wait()
}
