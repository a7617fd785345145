package hdf5

import "math/bits"

// fractalHeap is where newer files keep many links or attributes: blocks whose
// sizes double, seen as one line of bytes.
type fractalHeap struct {
	s *source
	b *budget

	at                   uint64 // the heap's own address
	idSize               int
	checked              bool // direct blocks have checksums
	offsetSize, spanSize int  // bytes of an object's place and length
	huge                 uint64
	width                int    // blocks in a row
	start, most          uint64 // bytes of the first blocks, of the largest direct ones
	root                 uint64
	rows                 int // of the root; 0: the root is a direct block
	direct               int // rows of direct blocks that an indirect one can have
	blocks               map[uint64]*cursor
	hugeObjects          map[uint64][2]uint64
}

// fractalHeap reads a heap's header.
func (s *source) fractalHeap(b *budget, addr uint64) (*fractalHeap, error) {
	c, err := s.block(b, addr, uint64(26+12*s.lenSize+3*s.addrSize), "fractal heap")
	if err != nil {
		return nil, err
	}
	if err := c.expect("FRHP", 0); err != nil {
		return nil, err
	}
	h := &fractalHeap{s: s, b: b, at: addr, blocks: map[uint64]*cursor{}}
	h.idSize = c.u16()
	filters, flags, largest := c.u16(), c.u8(), c.u32()
	h.checked = flags&2 != 0
	c.length()
	h.huge = c.addr()
	c.length()
	c.addr()
	c.take(8 * s.lenSize)
	h.width = c.u16()
	h.start, h.most = c.length(), c.length()
	addressBits := c.u16()
	c.u16()
	h.root, h.rows = c.addr(), c.u16()
	if filters != 0 {
		return nil, c.fail("a heap with filters is not supported")
	}
	if err := c.sum(); err != nil {
		return nil, err
	}
	two := func(n uint64) bool { return bits.OnesCount64(n) == 1 }
	if !two(h.start) || !two(h.most) || h.most < h.start || h.most > maxBlock || !two(uint64(h.width)) || addressBits > 64 {
		return nil, c.fail("blocks of %d to %d bytes, %d in a row", h.start, h.most, h.width)
	}
	h.offsetSize = (addressBits + 7) / 8
	h.spanSize = min((bits.Len64(h.most)+6)/8, enough(uint64(largest)))
	h.direct = bits.Len64(h.most) - bits.Len64(h.start) + 2
	if h.rows > h.direct+64 {
		return nil, c.fail("%d rows of blocks", h.rows)
	}
	return h, nil
}

// find descends to the direct block that holds an offset, and returns its
// address, the offset it starts at and its size.
func (h *fractalHeap) find(offset uint64) (addr, first, size uint64, err error) {
	addr, rows := h.root, h.rows
	if rows == 0 {
		size = h.start
		if offset >= size {
			return 0, 0, 0, fail(-1, "fractal heap: an object at %d of %d bytes", offset, size)
		}
		return addr, 0, size, nil
	}
	for range maxDepth {
		row, column, start, size := h.place(offset - first)
		if row >= rows {
			return 0, 0, 0, fail(-1, "fractal heap: an object at %d, behind the end", offset)
		}
		child, err := h.child(addr, first, rows, row*h.width+column)
		if err != nil {
			return 0, 0, 0, err
		}
		first += start
		if row < h.direct {
			return child, first, size, nil
		}
		addr, rows = child, bits.Len64(size)-bits.Len64(h.start*uint64(h.width))+1
	}
	return 0, 0, 0, fail(-1, "fractal heap: more than %d levels", maxDepth)
}

// place returns row and column of the block that holds an offset, where that
// block starts, and its size. The first two rows have blocks of the same size,
// each further row of twice the size.
func (h *fractalHeap) place(offset uint64) (row, column int, start, size uint64) {
	line := h.start * uint64(h.width) // bytes of the first row
	size = h.start
	if offset >= line {
		row = bits.Len64(offset / line)
		size <<= row - 1
		start = line << (row - 1)
	}
	column = int((offset - start) / size)
	return row, column, start + uint64(column)*size, size
}
