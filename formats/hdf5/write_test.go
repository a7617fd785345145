package hdf5_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/layercake-go/layercake/formats/hdf5"
)

var update = flag.Bool("update", false, "rewrite testdata/written.h5.gz; run testdata/make.py after it")

// sample is a tree with everything that can be written.
func sample() *hdf5.Tree {
	t := hdf5.NewTree()
	t.SetAttr("keras_version", "3.15.1")
	t.SetAttr("ünïcode", "zwölf")
	t.SetAttr("empty", "")
	t.SetAttr("layer_names", []string{"dense", "", "größer"})
	t.SetAttr("weight_names", []string{})
	t.SetAttr("nothing", hdf5.Empty)
	t.SetAttr("int", -5)
	t.SetAttr("ints", []int{1, -2, 1 << 30})
	t.SetAttr("long", strings.Repeat("{config}", 20000))
	t.SetAttr("changed", "before")
	t.SetAttr("changed", "after")
	vars := t.Group("layers/dense/vars")
	vars.SetAttr("name", "dense")
	vars.Float32s("0", []int{2, 3}, []float32{1, 2, 3, 4, 5, 6.5})
	vars.Float32s("none", []int{0, 3}, nil)
	vars.Float32s("scalar", nil, []float32{7})
	vars.Int32s("iteration", nil, []int32{-7})
	vars.Int64s("long", []int{2}, []int64{-7, 1 << 40})
	t.Group("empty")
	for _, n := range []int{1, 8, 9, 256, 257} { // around the sizes of nodes
		for i := range n {
			t.Group(fmt.Sprintf("wide%d/%d", n, i)) // of no members
		}
	}
	t.Group("layers").Group("/dense/").Group("vars").Float32s("1", []int{1}, []float32{8})
	return t
}

func written(t testing.TB, tree *hdf5.Tree) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tree.Write(&b); err != nil {
		t.Fatal(err)
	}
	if size, err := tree.Size(); err != nil || size != int64(b.Len()) {
		t.Errorf("Size is %d (%v), the file has %d bytes", size, err, b.Len())
	}
	return b.Bytes()
}

// TestWritten compares a file with one that h5py has read: TestGolden reads it
// too and finds what h5py found.
func TestWritten(t *testing.T) {
	const name = "written.h5.gz"
	have := written(t, sample())
	if *update {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		w.Write(have)
		w.Close()
		if err := os.WriteFile("testdata/"+name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := contents(t, name); !bytes.Equal(have, want) {
		t.Errorf("the file of %d bytes is not the one h5py has read, of %d bytes", len(have), len(want))
	}
}

// TestWide writes a group whose tree has three levels.
func TestWide(t *testing.T) {
	const n = 9000 // more than 32 · 32 · 8
	tree := hdf5.NewTree()
	var want []string
	for i := range n {
		name := fmt.Sprintf("%x", i*7919)
		want = append(want, name)
		tree.Int32s(name, nil, []int32{int32(i)})
	}
	b := written(t, tree)
	f, err := hdf5.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	value := make([]int64, 1)
	for i, name := range want {
		d, err := f.Root().Dataset(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Int64s(value); err != nil || value[0] != int64(i) {
			t.Fatalf("%s is %d (%v), want %d", name, value[0], err, i)
		}
	}
	slices.Sort(want)
	if names, err := f.Root().Names(); err != nil || !slices.Equal(names, want) {
		t.Errorf("%d names (%v), want %d", len(names), err, n)
	}
}

// TestRewrite reads Keras's files and writes them again: nothing is lost.
func TestRewrite(t *testing.T) {
	for name, objects := range expected(t) {
		if !strings.HasPrefix(name, "keras/") {
			continue
		}
		tree := hdf5.NewTree()
		copyGroup(t, tree, open(t, name).Root())
		b := written(t, tree)
		f, err := hdf5.Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, f, objects)
	}
}

// copyGroup copies a group as a Keras file has it.
func copyGroup(t *testing.T, to *hdf5.Tree, from *hdf5.Group) {
	names, err := from.Attrs()
	check(t, err)
	for _, name := range names {
		a, err := from.Attr(name)
		check(t, err)
		list, err := a.Strings()
		check(t, err)
		if a.Shape() == nil {
			to.SetAttr(name, list[0])
		} else {
			to.SetAttr(name, list)
		}
	}
	names, err = from.Names()
	check(t, err)
	for _, name := range names {
		is, err := from.IsDataset(name)
		check(t, err)
		if !is {
			g, err := from.Group(name)
			check(t, err)
			copyGroup(t, to.Group(name), g)
			continue
		}
		d, err := from.Dataset(name)
		check(t, err)
		if d.Type().Class == hdf5.Integer {
			v, narrow := make([]int64, d.Len()), []int32(nil)
			check(t, d.Int64s(v))
			for _, x := range v {
				narrow = append(narrow, int32(x))
			}
			to.Int32s(name, d.Shape(), narrow)
			continue
		}
		v := make([]float32, d.Len())
		check(t, d.Float32s(v))
		to.Float32s(name, d.Shape(), v)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestMistakes makes each mistake that a tree can hold.
func TestMistakes(t *testing.T) {
	names := make([]string, 5000)
	cases := []struct {
		name, want string
		make       func(t *hdf5.Tree)
	}{
		{"shape", "/a/x: data of 3 elements for shape [2 2]", func(t *hdf5.Tree) { t.Group("a").Float32s("x", []int{2, 2}, make([]float32, 3)) }},
		{"negative", "for shape [-1 -3]", func(t *hdf5.Tree) { t.Int32s("x", []int{-1, -3}, make([]int32, 3)) }},
		{"overflow", "for shape [", func(t *hdf5.Tree) { t.Int64s("x", []int{1 << 30, 1 << 30, 1 << 30}, nil) }},
		{"rank", "for shape [", func(t *hdf5.Tree) { t.Int64s("x", make([]int, 33), nil) }},
		{"twice", "/x: is there already", func(t *hdf5.Tree) { t.Group("x"); t.Float32s("x", nil, []float32{1}) }},
		{"group over data", "/x: is there already", func(t *hdf5.Tree) { t.Float32s("x", nil, []float32{1}); t.Group("x/y").Group("z") }},
		{"slash", "cannot be a name", func(t *hdf5.Tree) { t.Float32s("a/b", nil, []float32{1}) }},
		{"dots", "cannot be a name", func(t *hdf5.Tree) { t.Group("a/../b") }},
		{"NUL", "cannot be a name", func(t *hdf5.Tree) { t.Group("a\x00") }},
		{"not UTF-8", "cannot be a name", func(t *hdf5.Tree) { t.Group("a\xff") }},
		{"attribute's type", "cannot be a float64", func(t *hdf5.Tree) { t.SetAttr("a", 1.5) }},
		{"attribute's name", "cannot be a name", func(t *hdf5.Tree) { t.SetAttr("", 1) }},
		{"attribute's NUL", "with a NUL", func(t *hdf5.Tree) { t.SetAttr("a", "x\x00y") }},
		{"attribute's size", "/@a: 80064 bytes, more than", func(t *hdf5.Tree) { t.SetAttr("a", names) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tree := hdf5.NewTree()
			c.make(tree)
			tree.Group("later").Float32s("x", nil, nil) // only the first mistake is told
			_, err := tree.Size()
			if e := new(hdf5.Error); !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if again := tree.Write(nil); again == nil || again.Error() != err.Error() {
				t.Errorf("Write says %v, Size %v", again, err)
			}
		})
	}
}

// failing takes some bytes and then no more.
type failing struct{ left int }

var errFull = errors.New("no space left on device")

func (w *failing) Write(b []byte) (int, error) {
	n := min(len(b), w.left)
	w.left -= n
	if n < len(b) {
		return n, errFull
	}
	return n, nil
}

func TestWriteFails(t *testing.T) {
	size, err := sample().Size()
	check(t, err)
	for left := 0; left < int(size); left += 29_989 {
		if err := sample().Write(&failing{left}); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes: %v, want %v", left, err, errFull)
		}
	}
}
