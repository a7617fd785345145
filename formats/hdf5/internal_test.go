package hdf5

import (
	"bytes"
	"slices"
	"testing"
)

// TestSuperblock1 reads the superblock that is four bytes longer than the one
// of version 0.
func TestSuperblock1(t *testing.T) {
	c := &craft{make([]byte, superblockSize+8)}
	root := c.object(emptyGroup(), message(nil, msgAttribute, false, attributeMessage(&treeAttr{name: "x", kind: Type{Class: Integer, Size: 8}, ints: []int64{7}})))
	file := c.file(root)
	copy(file[28:], slices.Clone(file[24:superblockSize]))
	file[8] = 1
	f, err := Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	a, err := f.Root().Attr("x")
	if err != nil || a == nil {
		t.Fatal(a, err)
	}
	if v, err := a.Int64s(); err != nil || !slices.Equal(v, []int64{7}) {
		t.Errorf("%v, %v", v, err)
	}
}

// TestByteOrder writes and reads as a machine does whose numbers lie in memory
// the other way round than in the file.
func TestByteOrder(t *testing.T) {
	defer func(was bool) { littleEndian = was }(littleEndian)
	var files [2]bytes.Buffer
	want := []float32{1, -2.5, 1e30}
	for i, order := range []bool{littleEndian, false} {
		littleEndian = order
		tree := NewTree()
		tree.Float32s("x", []int{3}, want)
		tree.Int32s("i", []int{2}, []int32{-1, 2})
		tree.Int64s("l", []int{2}, []int64{-1, 2})
		if err := tree.Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the files are not the same")
	}
	f, err := Open(bytes.NewReader(files[0].Bytes()), int64(files[0].Len()))
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Root().Dataset("x")
	if err != nil {
		t.Fatal(err)
	}
	have := make([]float32, 3)
	if err := d.Float32s(have); err != nil || !slices.Equal(have, want) {
		t.Errorf("%v, %v", have, err)
	}
}

func TestLookup3(t *testing.T) {
	// From driver5 of Bob Jenkins's lookup3.c.
	if have := lookup3([]byte("Four score and seven years ago")); have != 0x17770551 {
		t.Errorf("%#x", have)
	}
	if have := lookup3(nil); have != 0xdeadbeef {
		t.Errorf("%#x", have)
	}
}
