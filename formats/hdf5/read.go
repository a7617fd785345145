package hdf5

// sink takes elements in: raw bytes of whole elements, the first of which has
// the given number in row-major order.
type sink func(first int, raw []byte) error

// piece is how many bytes of a large dataset are read at a time.
const piece = 256 << 10

// each reads all elements and hands them to put, in pieces.
func (d *Dataset) each(put sink) error {
	switch d.layout.class {
	case compact:
		if want := d.space.n * uint64(d.kind.Size); want != uint64(len(d.layout.data)) {
			return errorf("shape %v of %v has %d bytes, the header %d", d.space.dims, d.kind, want, len(d.layout.data))
		}
		return put(0, d.layout.data)
	case contiguous:
		if d.layout.addr == none {
			return d.fillAll(put)
		}
		return d.readContiguous(put)
	}
	return d.readChunks(put)
}

// extent returns the byte of the file where elements that lie end to end start.
func (d *Dataset) extent() (int64, error) {
	want := d.space.n * uint64(d.kind.Size)
	if d.layout.size != want {
		return 0, errorf("shape %v of %v has %d bytes, the file stores %d", d.space.dims, d.kind, want, d.layout.size)
	}
	return d.f.offset(d.layout.addr, want, "data")
}

// readContiguous reads elements that lie end to end.
func (d *Dataset) readContiguous(put sink) error {
	off, err := d.extent()
	if err != nil {
		return err
	}
	return d.pieces(put, func(first int, raw []byte) error {
		return d.f.full(raw, off+int64(first)*int64(d.kind.Size))
	})
}

// direct reads elements into memory that has their form.
func (d *Dataset) direct(memory []byte) error {
	off, err := d.extent()
	if err != nil {
		return err
	}
	return d.f.full(memory, off)
}

// fillAll gives every element the fill value.
func (d *Dataset) fillAll(put sink) error {
	return d.pieces(put, func(first int, raw []byte) error {
		if first > 0 {
			return nil // the last piece is still there
		}
		for i := 0; i < len(raw) && d.fill != nil; i += len(d.fill) {
			copy(raw[i:], d.fill)
		}
		return nil
	})
}

// pieces goes over all elements in pieces that read fills and put takes.
func (d *Dataset) pieces(put sink, read func(first int, raw []byte) error) error {
	n := d.Len()
	count := min(max(piece/d.kind.Size, 1), n)
	raw := make([]byte, count*d.kind.Size)
	for first := 0; first < n; first += count {
		count = min(count, n-first)
		part := raw[:count*d.kind.Size]
		if err := read(first, part); err != nil {
			return err
		}
		if err := put(first, part); err != nil {
			return err
		}
	}
	return nil
}
