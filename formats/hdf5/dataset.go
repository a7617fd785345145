package hdf5

// Dataset is an array. Nothing of it is read before it is asked for.
type Dataset struct {
	*object
	path    string
	kind    Type
	space   space
	layout  layout
	fill    []byte // one element; nil is zero
	filters []filter
}

// dataset opens the dataset at an address.
func (f *File) dataset(addr uint64, path string) (*Dataset, error) {
	o, err := f.object(addr, path)
	if err != nil {
		return nil, err
	}
	if kind := o.kind(); kind != "dataset" {
		return nil, &Error{path, -1, errorf("is a %s, not a dataset", kind)}
	}
	d := &Dataset{object: o, path: path}
	return d, at(path, d.parse())
}

// parse reads the messages that make a dataset.
func (d *Dataset) parse() error {
	if m := d.header[msgExternal]; m != nil {
		return m[0].fail("a dataset in external files is not supported; other files are never opened")
	}
	c, err := d.need(msgDatatype)
	if err != nil {
		return err
	}
	if d.kind, err = datatype(c); err != nil {
		return err
	}
	if c, err = d.need(msgDataspace); err != nil {
		return err
	}
	if d.space, err = dataspace(c); err != nil {
		return err
	}
	if _, ok := mul(d.space.n, uint64(d.kind.Size)); !ok {
		return c.fail("shape %v of %v has too many bytes to count", d.space.dims, d.kind)
	}
	if c, err = d.need(msgLayout); err != nil {
		return err
	}
	if d.layout, err = storage(c, d.kind.Size); err != nil {
		return err
	}
	if c, err = d.header.one(msgFilters); err != nil {
		return err
	}
	if d.filters, err = filters(c); err != nil {
		return err
	}
	return d.fillValue()
}

// need returns a message that every dataset has.
func (d *Dataset) need(kind int) (*cursor, error) {
	c, err := d.header.one(kind)
	if c == nil && err == nil {
		err = errorf("has no %s", messageNames[kind])
	}
	return c, err
}

// fillValue reads what elements that were never written are.
func (d *Dataset) fillValue() error {
	c, err := d.header.one(msgFill)
	if err != nil {
		return err
	}
	size := 0
	if c != nil {
		switch version := c.u8(); version {
		case 1, 2:
			c.take(2)
			if defined := c.u8(); version == 1 || defined != 0 {
				size = int(c.u32())
			}
		case 3:
			if flags := c.u8(); flags&0x20 != 0 {
				size = int(c.u32())
			}
		default:
			return c.fail("version %d is not supported, only 1 to 3", version)
		}
	} else if c, err = d.header.one(msgOldFill); c != nil && err == nil {
		size = int(c.u32())
	}
	if err != nil || c == nil || size <= 0 {
		return err
	}
	if d.fill = c.take(size); size != d.kind.Size {
		return c.fail("a value of %d bytes for elements of %d", size, d.kind.Size)
	}
	return c.ok()
}

// Path returns the dataset's place: "/layers/dense/vars/0".
func (d *Dataset) Path() string { return d.path }

// Shape returns the lengths of the axes: nil for a scalar, (0) for a dataset
// without a value.
func (d *Dataset) Shape() []int { return d.space.shape() }

// Len returns the number of elements, the product of Shape. It is what the file
// claims: compare Shape with what is expected before you make room for it.
func (d *Dataset) Len() int { return int(d.space.n) }

// Type returns the type of the elements in the file.
func (d *Dataset) Type() Type { return d.kind }
