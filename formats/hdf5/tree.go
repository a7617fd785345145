package hdf5

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Tree is a group that is to be written, with all that is in it. It refers to
// the caller's slices, which must not change until they are written.
//
// A mistake, such as a shape that does not fit its data, is kept: Size and
// Write of any group of the tree return the first one.
type Tree struct {
	path  string
	root  *Tree
	err   error // at the root: the first mistake
	attrs []*treeAttr
	kids  map[string]any // *Tree or *treeData
}

// treeData is a dataset that is to be written.
type treeData struct {
	kind  Type
	shape []int
	n     int
	bytes func(first, n int) []byte // of some elements, as the file has them
}

// NewTree returns an empty group, the root of a file.
func NewTree() *Tree {
	t := &Tree{path: "/", kids: map[string]any{}}
	t.root = t
	return t
}

// Group returns the group at a path below t, as in "dense/vars". Groups that
// are not there yet are made.
func (t *Tree) Group(path string) *Tree {
	for name := range strings.SplitSeq(path, "/") {
		if name == "" {
			continue
		}
		kid, ok := t.kids[name].(*Tree)
		if !ok {
			kid = &Tree{path: t.below(name), root: t.root, kids: map[string]any{}}
			t.add(name, kid)
		}
		t = kid
	}
	return t
}

// Float32s adds a dataset of float32 numbers, row-major; a nil shape is a
// scalar.
func (t *Tree) Float32s(name string, shape []int, data []float32) {
	addData(t, name, shape, data, Type{Class: Float, Size: 4})
}

// Int32s adds a dataset of int32 numbers, row-major; a nil shape is a scalar.
func (t *Tree) Int32s(name string, shape []int, data []int32) {
	addData(t, name, shape, data, Type{Class: Integer, Size: 4, Signed: true})
}

// Int64s adds a dataset of int64 numbers, row-major; a nil shape is a scalar.
func (t *Tree) Int64s(name string, shape []int, data []int64) {
	addData(t, name, shape, data, Type{Class: Integer, Size: 8, Signed: true})
}

// addData adds a dataset.
func addData[T number](t *Tree, name string, shape []int, data []T, kind Type) {
	want, ok := uint64(1), len(shape) <= maxRank
	for _, d := range shape {
		if ok = ok && d >= 0; ok {
			want, ok = mul(want, uint64(d))
		}
	}
	if !ok || want != uint64(len(data)) {
		t.fail(name, "data of %d elements for shape %v", len(data), shape)
		return
	}
	t.add(name, &treeData{kind, slices.Clone(shape), len(data), func(first, n int) []byte {
		return encoded(data[first : first+n])
	}})
}

// add takes a member in.
func (t *Tree) add(name string, kid any) {
	switch {
	case name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\x00") || !utf8.ValidString(name):
		t.fail(name, "this cannot be a name")
	case t.kids[name] != nil:
		t.fail(name, "is there already")
	default:
		t.kids[name] = kid
	}
}

func (t *Tree) below(name string) string { return strings.TrimSuffix(t.path, "/") + "/" + name }

// fail keeps the first mistake.
func (t *Tree) fail(name, format string, args ...any) {
	if t.root.err == nil {
		t.root.err = &Error{t.below(name), -1, fmt.Errorf(format, args...)}
	}
}
