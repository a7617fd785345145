package hdf5

import "sync"

// object is what groups and datasets have in common: a header, and attributes.
type object struct {
	f      *File
	path   string // where it was first met
	header header
	err    error // why the header could not be read

	attrs struct {
		once  sync.Once
		named map[string]*Attr
		err   error
	}
}

// object returns the object at an address. Its header is read once.
func (f *File) object(addr uint64, path string) (*object, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	o := f.objects[addr]
	if o == nil {
		o = &object{f: f, path: path}
		o.header, o.err = f.header(f.work, addr)
		f.objects[addr] = o
	}
	return o, at(path, o.err)
}

// kind says what an object is.
func (o *object) kind() string {
	switch h := o.header; {
	case h[msgLayout] != nil:
		return "dataset"
	case h[msgSymbolTable] != nil || h[msgLinkInfo] != nil || h[msgLink] != nil:
		return "group"
	case h[msgDatatype] != nil:
		return "named datatype"
	}
	return "object of an unknown kind"
}
