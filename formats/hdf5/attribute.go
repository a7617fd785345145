package hdf5

import (
	"maps"
	"slices"
)

// maxAttr is the most bytes of an attribute, without its strings of variable
// length. The format allows 64 KiB in a header and more outside.
const maxAttr = 16 << 20

// Attr is an attribute: a small array with a name.
type Attr struct {
	f     *File
	path  string // of the object
	name  string
	kind  Type
	space space
	data  *cursor
	err   error // why its values are not read
}

// Attrs returns the names of the attributes, sorted by their bytes.
func (o *object) Attrs() ([]string, error) {
	m, err := o.attributes()
	return slices.Sorted(maps.Keys(m)), err
}

// Attr returns the attribute of that name, or nil if there is none.
func (o *object) Attr(name string) (*Attr, error) {
	m, err := o.attributes()
	if a := m[name]; a != nil && a.err != nil {
		return nil, a.err
	}
	return m[name], err
}

// attributes reads all attributes, once; an attribute of a type that is not
// read fails only when it is asked for.
func (o *object) attributes() (map[string]*Attr, error) {
	o.attrs.once.Do(func() {
		m := map[string]*Attr{}
		if err := o.readAttributes(m); err != nil {
			o.attrs.err = at(o.path, err)
			return
		}
		o.attrs.named = m
	})
	return o.attrs.named, o.attrs.err
}

func (o *object) readAttributes(into map[string]*Attr) error {
	for _, m := range o.header[msgAttribute] {
		fresh := *m
		if err := o.addAttribute(into, &fresh); err != nil {
			return err
		}
	}
	info, err := o.header.one(msgAttributes)
	if err != nil || info == nil {
		return err
	}
	return o.denseAttributes(info, into)
}

// denseAttributes reads what newer files keep outside the header: attribute
// messages in a fractal heap, in the order of the B-tree over their names.
func (o *object) denseAttributes(info *cursor, into map[string]*Attr) error {
	if v := info.u8(); v != 0 {
		return info.fail("version %d is not supported, only 0", v)
	}
	if flags := info.u8(); flags&1 != 0 {
		info.take(2) // the next order of creation
	}
	heapAddr, tree := info.addr(), info.addr()
	if err := info.ok(); err != nil || heapAddr == none {
		return err
	}
	o.f.mu.Lock()
	defer o.f.mu.Unlock()
	heap, err := o.f.fractalHeap(o.f.work, heapAddr)
	if err != nil {
		return err
	}
	return o.f.btree2(o.f.work, tree, recordAttribute, func(r *cursor) error {
		c, err := heap.object(r)
		if err != nil {
			return err
		}
		if flags := r.u8(); flags&flagShared != 0 {
			return r.fail("a shared attribute is not supported")
		}
		return o.addAttribute(into, c)
	})
}

// addAttribute reads an attribute message. Its parts have lengths of their own,
// so that a type that is not read does not hide the name.
func (o *object) addAttribute(into map[string]*Attr, c *cursor) error {
	version := c.u8()
	if version < 1 || version > 3 {
		return c.fail("version %d is not supported, only 1 to 3", version)
	}
	flags, nameSize, typeSize, spaceSize := c.u8(), c.u16(), c.u16(), c.u16()
	if version == 3 {
		c.take(1) // character set of the name
	}
	part := func(n int, what string) *cursor {
		p := c.sub(n, what)
		if version == 1 {
			c.take(-n & 7)
		}
		return p
	}
	name := part(nameSize, c.what)
	kind, dims := part(typeSize, messageNames[msgDatatype]), part(spaceSize, messageNames[msgDataspace])
	if err := c.ok(); err != nil {
		return err
	}
	a := &Attr{f: o.f, path: o.path, name: text(name.b), data: c}
	if into[a.name] != nil {
		return c.fail("two attributes are named %s", clip(a.name))
	}
	into[a.name] = a
	if flags&3 != 0 && version > 1 {
		a.err = at(a.where(), c.fail("a shared datatype or dataspace is not supported"))
		return nil
	}
	a.err = a.parse(kind, dims)
	return nil
}

// where is the attribute's place in errors.
func (a *Attr) where() string { return a.path + "@" + a.name }

// parse reads type and shape, and cuts the data out.
func (a *Attr) parse(kind, dims *cursor) (err error) {
	if a.kind, err = datatype(kind); err == nil {
		a.space, err = dataspace(dims)
	}
	if err != nil {
		return at(a.where(), err)
	}
	size, ok := mul(a.space.n, uint64(a.kind.Size))
	if !ok || size > maxAttr || size > uint64(a.data.left()) {
		return at(a.where(), a.data.fail("shape %v of %v does not fit %d bytes", a.space.dims, a.kind, a.data.left()))
	}
	a.data = a.data.sub(int(size), "attribute")
	return nil
}

// Name returns the attribute's name.
func (a *Attr) Name() string { return a.name }

// Shape returns the lengths of the axes: nil for a scalar, (0) for an
// attribute without a value.
func (a *Attr) Shape() []int { return a.space.shape() }

// Type returns the type of the elements in the file.
func (a *Attr) Type() Type { return a.kind }
