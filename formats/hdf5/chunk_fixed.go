package hdf5

// fixedArray reads the chunks of a dataset that cannot grow beyond a known
// shape: one array, in pages if it is long.
func (r *chunks) fixedArray(b *budget) error {
	if err := r.bounded(); err != nil {
		return err
	}
	c, err := r.d.f.block(b, r.d.layout.addr, uint64(12+r.d.f.lenSize+r.d.f.addrSize), "fixed array")
	if err != nil {
		return err
	}
	if err := c.expect("FAHD", 0); err != nil {
		return err
	}
	entry, err := r.entry(c)
	if err != nil {
		return err
	}
	pageBits, n, data := c.u8(), c.length(), c.addr()
	if err := c.sum(); err != nil {
		return err
	}
	if data == none {
		return nil
	}
	// Every entry lies in the file.
	if _, err := r.d.f.offset(data, 0, "fixed array"); err != nil {
		return err
	}
	if n > uint64(r.d.f.size)/uint64(entry.size) || pageBits > 31 {
		return c.fail("%d entries, two to the %d a page", n, pageBits)
	}
	return r.fixedBlock(b, data, int(n), 1<<pageBits, entry)
}

// fixedBlock reads the data block: n entries, pages of size entries.
func (r *chunks) fixedBlock(b *budget, addr uint64, n, size int, entry arrayEntry) error {
	head := 6 + r.d.f.addrSize
	pages := (n + size - 1) / size
	bitmap := 0
	if n > size {
		bitmap = (pages + 7) / 8
	} else {
		bitmap = n * entry.size // no pages: the entries lie here
	}
	c, err := r.d.f.block(b, addr, uint64(head+bitmap+4), "fixed array's data block")
	if err != nil {
		return err
	}
	if err := c.expect("FADB", 0); err != nil {
		return err
	}
	if c.u8(); c.addr() != r.d.layout.addr {
		return c.fail("belongs to another array")
	}
	body := c.sub(bitmap, c.what)
	if err := c.sum(); err != nil {
		return err
	}
	if n <= size {
		return r.entries(body, n, entry, 0, -1)
	}
	next := addr + uint64(len(c.b))
	for i := range pages {
		if bit(body.b, i) {
			count := min(size, n-i*size)
			if err := r.page(b, next, count, entry, uint64(i*size), -1); err != nil {
				return err
			}
		}
		next += uint64(size*entry.size + 4)
	}
	return nil
}

// bit returns a bit of a bitmap, whose first bit is the highest.
func bit(b []byte, i int) bool { return i/8 < len(b) && b[i/8]&(0x80>>(i%8)) != 0 }
