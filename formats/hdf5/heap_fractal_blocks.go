package hdf5

// child returns the address of a child of an indirect block.
func (h *fractalHeap) child(addr, first uint64, rows, index int) (uint64, error) {
	c, err := h.cached(addr, func() (*cursor, error) {
		n := uint64(5 + h.s.addrSize + h.offsetSize + rows*h.width*h.s.addrSize + 4)
		c, err := h.s.block(h.b, addr, n, "fractal heap's indirect block")
		if err != nil {
			return nil, err
		}
		if err := h.prefix(c, "FHIB", first); err != nil {
			return nil, err
		}
		c.take(rows * h.width * h.s.addrSize)
		return c, c.sum()
	})
	if err != nil {
		return 0, err
	}
	c.p = 5 + h.s.addrSize + h.offsetSize + index*h.s.addrSize
	child := c.addr()
	return child, c.ok()
}

// directBlock reads a block of objects.
func (h *fractalHeap) directBlock(addr, first, size uint64) (*cursor, error) {
	return h.cached(addr, func() (*cursor, error) {
		c, err := h.s.block(h.b, addr, size, "fractal heap's direct block")
		if err != nil {
			return nil, err
		}
		if err := h.prefix(c, "FHDB", first); err != nil {
			return nil, err
		}
		if !h.checked {
			return c, nil
		}
		place := c.b[c.p:min(c.p+4, len(c.b))]
		want := c.u32()
		clear(place) // the checksum is one over the block without it
		if have := lookup3(c.b); have != want {
			return nil, c.fail("wrong checksum: the file says %08x, its bytes give %08x", want, have)
		}
		return c, c.ok()
	})
}

// prefix reads what both kinds of blocks start with.
func (h *fractalHeap) prefix(c *cursor, signature string, first uint64) error {
	if err := c.expect(signature, 0); err != nil {
		return err
	}
	if heap, offset := c.addr(), c.uint(h.offsetSize); heap != h.at || offset != first {
		return c.fail("belongs to the heap at address %d, byte %d", heap, offset)
	}
	return c.ok()
}

// cached reads each block once.
func (h *fractalHeap) cached(addr uint64, read func() (*cursor, error)) (*cursor, error) {
	c, ok := h.blocks[addr]
	if !ok {
		var err error
		if c, err = read(); err != nil {
			return nil, err
		}
		h.blocks[addr] = c
	}
	fresh := *c
	return &fresh, nil
}
