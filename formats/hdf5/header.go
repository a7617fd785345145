package hdf5

// header reads the header of the object at an address.
func (s *source) header(b *budget, addr uint64) (header, error) {
	if addr == none {
		return nil, fail(-1, "the object has no address")
	}
	probe, err := s.block(s.budget(), addr, 16, "object header")
	if err != nil {
		return nil, err
	}
	r := headerReader{s: s, b: b, h: header{}}
	if string(probe.b[:4]) == "OHDR" {
		err = r.version2(addr)
	} else {
		err = r.version1(addr, probe)
	}
	return r.h, err
}

// headerReader collects the messages of a header and its continuations.
type headerReader struct {
	s *source
	b *budget
	h header

	left    int         // version 1: messages still to come
	flags   int         // version 2
	further [][2]uint64 // address and length of continuations to be read
}

// version1 reads a header of the older kind: a prefix of 16 bytes, messages
// padded to 8 bytes, continuations without any prefix.
func (r *headerReader) version1(addr uint64, c *cursor) error {
	if v := c.u8(); v != 1 {
		return c.fail("version %d is not supported, only 1 and 2", v)
	}
	c.take(1)
	r.left = c.u16()
	c.take(4)
	size := uint64(c.u32())
	r.further = append(r.further, [2]uint64{addr + 16, size})
	return r.follow(func(c *cursor) error {
		for r.left > 0 && c.left() >= 8 {
			kind, size, flags := c.u16(), c.u16(), c.u8()
			c.take(3)
			r.left--
			if err := r.message(c, kind, size, flags); err != nil {
				return err
			}
		}
		return nil
	})
}

// follow reads one block after the other, as continuation messages name them.
func (r *headerReader) follow(messages func(c *cursor) error) error {
	for len(r.further) > 0 {
		next := r.further[0]
		r.further = r.further[1:]
		if err := r.b.visit(next[0], "object header"); err != nil {
			return err
		}
		c, err := r.s.block(r.b, next[0], next[1], "object header")
		if err != nil {
			return err
		}
		if err := messages(c); err != nil {
			return err
		}
	}
	return nil
}

// version2 reads a header of the newer kind: signatures and checksums.
func (r *headerReader) version2(addr uint64) error {
	n := min(uint64(r.s.size-r.s.base)-addr, 64)
	c, err := r.s.block(r.s.budget(), addr, n, "object header")
	if err != nil {
		return err
	}
	if err := c.expect("OHDR", 2); err != nil {
		return err
	}
	r.flags = c.u8()
	if r.flags&0x20 != 0 {
		c.take(16) // times
	}
	if r.flags&0x10 != 0 {
		c.take(4) // when to store attributes elsewhere
	}
	size := c.uint(1 << (r.flags & 3))
	if err := c.ok(); err != nil {
		return err
	}
	if size > maxBlock {
		return c.fail("%d bytes of messages, more than the allowed %d", size, maxBlock)
	}
	prefix := c.p
	r.further = append(r.further, [2]uint64{addr, uint64(prefix) + size + 4})
	return r.follow(func(c *cursor) error {
		if prefix == 0 && string(c.take(4)) != "OCHK" {
			return c.fail("no signature %q at the start of a continuation", "OCHK")
		}
		c.take(prefix)
		prefix = 0
		return r.messages2(c)
	})
}

// messages2 reads the messages of one block and its checksum.
func (r *headerReader) messages2(c *cursor) error {
	body := c.sub(c.left()-4, c.what)
	if err := c.sum(); err != nil {
		return err
	}
	least := 4
	if r.flags&4 != 0 {
		least = 6 // with the order of creation
	}
	for body.left() >= least {
		kind, size, flags := body.u8(), body.u16(), body.u8()
		body.take(least - 4)
		if err := r.message(body, kind, size, flags); err != nil {
			return err
		}
	}
	return nil
}

// message takes one message in.
func (r *headerReader) message(c *cursor, kind, size, flags int) error {
	name := messageNames[kind]
	m := c.sub(size, name)
	if m.past {
		return c.fail("a message of %d bytes reaches beyond the header", size)
	}
	switch {
	case name == "" && kind > msgLast && flags&flagMustKnow != 0:
		return c.fail("holds an unknown message of kind %d", kind)
	case name == "":
		return nil // hints: times, comments, reference counts
	case flags&flagShared != 0 && kind == msgDatatype:
		return m.fail("a named (committed) datatype is not supported")
	case flags&flagShared != 0:
		return m.fail("a shared message is not supported")
	case kind == msgContinuation:
		r.further = append(r.further, [2]uint64{m.addr(), m.length()})
		return m.ok()
	}
	r.h[kind] = append(r.h[kind], m)
	return nil
}
