package hdf5

// single reads the one chunk that is the whole dataset.
func (r *chunks) single() error {
	c := storedChunk{first: make([]uint64, len(r.count)), addr: r.d.layout.addr, size: r.size}
	if len(r.filters) > 0 {
		c.size, c.mask = r.d.layout.stored, r.d.layout.mask
	}
	return r.add(c)
}

// implicit reads chunks that lie end to end, without an index.
func (r *chunks) implicit() error {
	if err := r.bounded(); err != nil {
		return err
	}
	total, bytes, ok := uint64(1), r.size, true
	for _, n := range r.count {
		total *= n // no more than bytes
		if bytes, ok = mul(bytes, n); !ok {
			return fail(-1, "too many chunks of %d bytes", r.size)
		}
	}
	if _, err := r.d.f.offset(r.d.layout.addr, bytes, "chunks"); err != nil {
		return err
	}
	for i := range total {
		c := storedChunk{first: r.place(i, -1), addr: r.d.layout.addr + i*r.size, size: r.size}
		if !r.inside(c.first) {
			continue
		}
		if err := r.add(c); err != nil {
			return err
		}
	}
	return nil
}

// bounded makes sure that every axis has a longest length.
func (r *chunks) bounded() error {
	for i, n := range r.count {
		if n == 0 {
			return fail(-1, "axis %d can grow without end, its chunks' index cannot", i)
		}
	}
	return nil
}

// place returns where the chunk of a number starts. Chunks are counted along
// the last axis first, and along the endless axis, if there is one, last.
func (r *chunks) place(n uint64, endless int) []uint64 {
	first := make([]uint64, len(r.count))
	for i := len(first) - 1; i >= 0; i-- {
		if i != endless {
			first[i] = n % r.count[i] * r.d.layout.chunk[i]
			n /= r.count[i]
		}
	}
	if endless >= 0 {
		p, ok := mul(n, r.d.layout.chunk[endless])
		if !ok {
			p = none - none%r.d.layout.chunk[endless] // beyond every shape
		}
		first[endless] = p
	} else if n > 0 {
		first[0] = none - none%r.d.layout.chunk[0]
	}
	return first
}

// entries reads the entries of an array of chunks that start with number n.
func (r *chunks) entries(c *cursor, count int, entry arrayEntry, n uint64, endless int) error {
	for i := range count {
		s := storedChunk{addr: c.addr(), size: r.size}
		if entry.filtered {
			s.size, s.mask = c.uint(entry.size-c.src.addrSize-4), c.u32()
		}
		if err := c.ok(); err != nil {
			return err
		}
		s.first = r.place(n+uint64(i), endless)
		if s.addr == none || !r.inside(s.first) {
			continue
		}
		if err := r.add(s); err != nil {
			return err
		}
	}
	return nil
}

// arrayEntry is how an array of chunks stores one of them.
type arrayEntry struct {
	filtered bool // with stored size and mask
	size     int  // bytes
}

// entry reads what the header of an array says about its entries.
func (r *chunks) entry(c *cursor) (arrayEntry, error) {
	e := arrayEntry{filtered: c.u8() == 1, size: c.u8()}
	if e.filtered != (len(r.filters) > 0) {
		return e, c.fail("the index and the dataset disagree about filters")
	}
	sizes := e.size - r.d.f.addrSize
	if e.filtered && (sizes < 5 || sizes > 12) || !e.filtered && sizes != 0 {
		return e, c.fail("entries of %d bytes", e.size)
	}
	return e, nil
}

// page reads entries and the checksum behind them.
func (r *chunks) page(b *budget, addr uint64, count int, entry arrayEntry, n uint64, endless int) error {
	c, err := r.d.f.block(b, addr, uint64(count)*uint64(entry.size)+4, "page of chunks")
	if err != nil {
		return err
	}
	fresh := *c
	fresh.take(len(c.b) - 4)
	if err := fresh.sum(); err != nil {
		return err
	}
	return r.entries(c, count, entry, n, endless)
}
