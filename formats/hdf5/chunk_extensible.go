package hdf5

import "math/bits"

// extensible is the shape of an extensible array: entries in the index block,
// then in data blocks, whose sizes double, first named by the index block, then
// by super blocks.
type extensible struct {
	maxBits   int // the array has at most two to this many entries
	inIndex   int // entries in the index block
	blockSize int // entries of the smallest data block
	minBlocks int // data blocks of the first super block
	pageBits  int // two to this many entries are a page
}

// extensibleArray reads the chunks of a dataset that can grow along one axis.
func (r *chunks) extensibleArray(b *budget) error {
	f := r.d.f
	c, err := f.block(b, r.d.layout.addr, uint64(16+6*f.lenSize+f.addrSize), "extensible array")
	if err != nil {
		return err
	}
	if err := c.expect("EAHD", 0); err != nil {
		return err
	}
	entry, err := r.entry(c)
	if err != nil {
		return err
	}
	var e extensible
	e.maxBits, e.inIndex, e.blockSize, e.minBlocks, e.pageBits = c.u8(), c.u8(), c.u8(), c.u8(), c.u8()
	c.take(6 * f.lenSize)
	index := c.addr()
	if err := c.sum(); err != nil {
		return err
	}
	power := func(n int) bool { return n > 0 && n&(n-1) == 0 }
	if !power(e.blockSize) || !power(e.minBlocks) || e.pageBits > 31 || e.maxBits > 64 || e.maxBits < bits.Len(uint(e.blockSize)) {
		return c.fail("2^%d entries, blocks of %d, %d blocks", e.maxBits, e.blockSize, e.minBlocks)
	}
	w := extensibleReader{chunks: r, extensible: e, b: b, entry: entry, endless: -1}
	for i, n := range r.count {
		if n == 0 && w.endless < 0 {
			w.endless = i
		} else if n == 0 {
			return c.fail("the dataset can grow along several axes")
		}
	}
	if w.endless < 0 {
		return c.fail("the dataset cannot grow")
	}
	if index == none {
		return nil
	}
	return w.index(index)
}

type extensibleReader struct {
	*chunks
	extensible
	b       *budget
	entry   arrayEntry
	endless int // the axis
	next    uint64
}

// super is how many data blocks super block i has, and how many entries each.
func (e *extensible) super(i int) (blocks, entries int) {
	return 1 << (i / 2), e.blockSize << ((i + 1) / 2)
}

// index reads the index block.
func (r *extensibleReader) index(addr uint64) error {
	f := r.d.f
	supers := 1 + r.maxBits - (bits.Len(uint(r.blockSize)) - 1)
	direct := min(2*(bits.Len(uint(r.minBlocks))-1), supers)
	blocks := 2 * (r.minBlocks - 1)
	size := 6 + f.addrSize + r.inIndex*r.entry.size + (blocks+supers-direct)*f.addrSize + 4
	c, err := f.block(r.b, addr, uint64(size), "extensible array's index block")
	if err != nil {
		return err
	}
	if err := r.head(c, "EAIB"); err != nil {
		return err
	}
	entries := c.sub(r.inIndex*r.entry.size, c.what)
	addrs := c.sub(c.left()-4, c.what)
	if err := c.sum(); err != nil {
		return err
	}
	if err := r.entries(entries, r.inIndex, r.entry, 0, r.endless); err != nil {
		return err
	}
	r.next = uint64(r.inIndex)
	for i := range direct {
		n, size := r.super(i)
		for range n {
			if err := r.data(addrs.addr(), size, nil, 0); err != nil {
				return err
			}
		}
	}
	for i := direct; i < supers; i++ {
		if err := r.superBlock(addrs.addr(), i); err != nil {
			return err
		}
	}
	return nil
}

// head reads what all blocks start with.
func (r *extensibleReader) head(c *cursor, signature string) error {
	if err := c.expect(signature, 0); err != nil {
		return err
	}
	if c.u8(); c.addr() != r.d.layout.addr {
		return c.fail("belongs to another array")
	}
	return nil
}

// superBlock reads super block i and its data blocks.
func (r *extensibleReader) superBlock(addr uint64, i int) error {
	n, size := r.super(i)
	if addr == none {
		r.next += uint64(n) * uint64(size) // all its chunks are missing
		return nil
	}
	f := r.d.f
	pages := 0 // of a data block, if it has any
	if size > 1<<r.pageBits {
		pages = size >> r.pageBits
	}
	bitmap := (pages + 7) / 8 * n
	total := 6 + f.addrSize + (r.maxBits+7)/8 + bitmap + n*f.addrSize + 4
	c, err := f.block(r.b, addr, uint64(total), "extensible array's super block")
	if err != nil {
		return err
	}
	if err := r.head(c, "EASB"); err != nil {
		return err
	}
	c.take((r.maxBits + 7) / 8)
	used := c.sub(bitmap, c.what)
	addrs := c.sub(n*f.addrSize, c.what)
	if err := c.sum(); err != nil {
		return err
	}
	for k := range n {
		if err := r.data(addrs.addr(), size, used.b, k*pages); err != nil {
			return err
		}
	}
	return nil
}

// data reads a data block of n entries. If they are in pages, used has a bit
// for each page that exists, from the given bit on.
func (r *extensibleReader) data(addr uint64, n int, used []byte, from int) error {
	first := r.next
	r.next += uint64(n)
	if addr == none {
		return nil
	}
	f, page := r.d.f, 1<<r.pageBits
	head, body := 6+f.addrSize+(r.maxBits+7)/8, n*r.entry.size
	if n > page {
		body = 0
	}
	c, err := f.block(r.b, addr, uint64(head+body+4), "extensible array's data block")
	if err != nil {
		return err
	}
	if err := r.head(c, "EADB"); err != nil {
		return err
	}
	c.take((r.maxBits + 7) / 8)
	entries := c.sub(body, c.what)
	if err := c.sum(); err != nil {
		return err
	}
	if n <= page {
		return r.entries(entries, n, r.entry, first, r.endless)
	}
	next := addr + uint64(len(c.b))
	for i := range n / page {
		if bit(used, from+i) {
			if err := r.page(r.b, next, page, r.entry, first+uint64(i*page), r.endless); err != nil {
				return err
			}
		}
		next += uint64(page*r.entry.size + 4)
	}
	return nil
}
