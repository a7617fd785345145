package hdf5

import (
	"io"
	"sync"
)

// File is an open HDF5 file. It and all that comes from it are safe for use by
// several goroutines, if its io.ReaderAt is.
type File struct {
	source
	root *Group

	mu      sync.Mutex // guards what follows
	objects map[uint64]*object
	groups  map[uint64]*Group
	heaps   map[uint64]map[int]string // what collections of the global heap hold
	// work is what reading every structure once may take: headers, members,
	// attributes, heaps. They are kept.
	work *budget
}

// Open reads the beginning of a file of size bytes. Nothing else is read until
// it is asked for.
//
// The errors of a file, its groups, datasets and attributes are of type *Error.
// A file may claim anything: no address, size or count is believed before it is
// checked, what is read is bounded by the file's size and by what the caller
// asks for, and no other file is ever opened.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{
		source:  source{r: r, size: size},
		objects: map[uint64]*object{}, groups: map[uint64]*Group{}, heaps: map[uint64]map[int]string{},
	}
	addr, err := f.superblock()
	if err != nil {
		return nil, err
	}
	f.work = f.budget()
	f.root, err = f.group(addr, "/")
	return f, err
}

// Root returns the group "/".
func (f *File) Root() *Group { return f.root }

// group opens the group at an address. A group has one place: this ends all
// walks around circles, and keeps a few links from making a forest.
func (f *File) group(addr uint64, path string) (*Group, error) {
	o, err := f.object(addr, path)
	if err != nil {
		return nil, err
	}
	if kind := o.kind(); kind != "group" {
		return nil, &Error{path, -1, errorf("is a %s, not a group", kind)}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	g := f.groups[addr]
	if g == nil {
		g = &Group{object: o}
		f.groups[addr] = g
	}
	if g.path != path {
		return nil, &Error{path, -1, errorf("is the same group as %s (a hard link); a group has one place", clip(g.path))}
	}
	return g, nil
}
