package hdf5

// localHeap reads the names of an old-style group.
func (s *source) localHeap(b *budget, addr uint64) (*cursor, error) {
	c, err := s.block(b, addr, uint64(8+2*s.lenSize+s.addrSize), "local heap")
	if err != nil {
		return nil, err
	}
	if err := c.expect("HEAP", 0); err != nil {
		return nil, err
	}
	c.take(3)
	size, _, data := c.length(), c.length(), c.addr()
	if err := c.ok(); err != nil {
		return nil, err
	}
	return s.block(b, data, size, "local heap's data")
}

// heapText returns the characters at an offset of a local heap.
func heapText(heap *cursor, offset uint64) (string, error) {
	if offset >= uint64(len(heap.b)) {
		return "", heap.fail("a name at offset %d of %d", offset, len(heap.b))
	}
	name := text(heap.b[offset:])
	if int(offset)+len(name) == len(heap.b) {
		return "", heap.fail("the name at offset %d has no end", offset)
	}
	return name, nil
}
