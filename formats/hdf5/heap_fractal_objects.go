package hdf5

// The kinds of objects.
const (
	objectManaged = iota // in the blocks
	objectHuge           // too big for them
	objectTiny           // in its own name
)

// object returns the bytes that an ID names.
func (h *fractalHeap) object(id *cursor) (*cursor, error) {
	id = id.sub(h.idSize, "fractal heap ID")
	head := id.u8()
	if head>>6 != 0 {
		return nil, id.fail("version %d is not supported, only 0", head>>6)
	}
	switch head >> 4 & 3 {
	case objectManaged:
		offset, n := id.uint(h.offsetSize), id.uint(h.spanSize)
		if err := id.ok(); err != nil {
			return nil, err
		}
		return h.managed(offset, n)
	case objectHuge:
		return h.hugeObject(id)
	case objectTiny:
		n := head&15 + 1
		if h.idSize > 17 {
			n = (head&15)<<8 + id.u8() + 1
		}
		c := id.sub(n, "fractal heap object")
		return c, c.ok()
	}
	return nil, id.fail("an object of an unknown kind")
}

// managed returns n bytes at an offset of the line of blocks.
func (h *fractalHeap) managed(offset, n uint64) (*cursor, error) {
	addr, first, size, err := h.find(offset)
	if err != nil {
		return nil, err
	}
	c, err := h.directBlock(addr, first, size)
	if err != nil {
		return nil, err
	}
	if in := offset - first; n > size-in {
		return nil, c.fail("an object of %d bytes at byte %d of %d", n, in, size)
	} else {
		c.p = int(in)
	}
	// Objects do not share bytes: together they are no larger than the file.
	if err := h.b.take(n, "fractal heap object"); err != nil {
		return nil, err
	}
	return c.sub(int(n), "fractal heap object"), nil
}

// hugeObject reads an object that lies by itself in the file.
func (h *fractalHeap) hugeObject(id *cursor) (*cursor, error) {
	var place [2]uint64
	if h.idSize-1 >= h.s.addrSize+h.s.lenSize {
		place = [2]uint64{id.addr(), id.length()}
	} else {
		if err := h.loadHuge(); err != nil {
			return nil, err
		}
		key := id.uint(min(h.idSize-1, 8))
		found, ok := h.hugeObjects[key]
		if !ok {
			return nil, id.fail("there is no huge object %d", key)
		}
		place = found
	}
	if err := id.ok(); err != nil {
		return nil, err
	}
	return h.s.block(h.b, place[0], place[1], "fractal heap's huge object")
}

// loadHuge reads where the huge objects lie.
func (h *fractalHeap) loadHuge() error {
	if h.hugeObjects != nil {
		return nil
	}
	h.hugeObjects = map[uint64][2]uint64{}
	return h.s.btree2(h.b, h.huge, recordHuge, func(r *cursor) error {
		place := [2]uint64{r.addr(), r.length()}
		h.hugeObjects[r.length()] = place
		return r.ok()
	})
}
