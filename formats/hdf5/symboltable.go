package hdf5

// symbolTable reads the members of an old-style group: a B-tree of nodes of
// sorted entries, whose names lie in a heap.
func (s *source) symbolTable(b *budget, message *cursor, into links) error {
	tree, heapAddr := message.addr(), message.addr()
	if err := message.ok(); err != nil {
		return err
	}
	heap, err := s.localHeap(b, heapAddr)
	if err != nil {
		return err
	}
	return s.btree1(b, tree, btreeGroup, s.lenSize, func(_ *cursor, node uint64) error {
		return s.symbolNode(b, node, heap, into)
	})
}

// symbolNode reads one node of entries.
func (s *source) symbolNode(b *budget, addr uint64, heap *cursor, into links) error {
	if err := b.visit(addr, "symbol table node"); err != nil {
		return err
	}
	c, err := s.block(b, addr, 8, "symbol table node")
	if err != nil {
		return err
	}
	if err := c.expect("SNOD", 1); err != nil {
		return err
	}
	c.take(1)
	n := c.u16()
	c, err = s.block(b, addr+8, uint64(n*(2*s.addrSize+24)), "symbol table node")
	if err != nil {
		return err
	}
	for range n {
		if err := symbol(c, b, heap, into); err != nil {
			return err
		}
	}
	return c.ok()
}

// symbol reads one entry.
func symbol(c *cursor, b *budget, heap *cursor, into links) error {
	const cachedSoftLink = 2
	nameAt, l := c.uint(c.src.addrSize), link{addr: c.addr()}
	cache := c.u32()
	c.take(4)
	scratch := c.sub(16, c.what)
	name, err := heapText(heap, nameAt)
	if err != nil {
		return err
	}
	if cache == cachedSoftLink {
		if l.soft, err = heapText(heap, uint64(scratch.u32())); err != nil {
			return err
		}
	}
	// Two entries may not share a name, nor parts of one.
	if err := b.take(uint64(len(name)+len(l.soft)), "local heap"); err != nil {
		return err
	}
	return into.add(c, name, l)
}
