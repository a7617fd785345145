package hdf5

// The kinds of storage.
const (
	compact    = 0 // in the header
	contiguous = 1
	chunked    = 2
	virtual    = 3
)

// The kinds of indexes of chunks.
const (
	indexBtree1     = 0
	indexSingle     = 1
	indexImplicit   = 2
	indexFixed      = 3
	indexExtensible = 4
	indexBtree2     = 5
)

// layout is where a dataset's elements are.
type layout struct {
	class int
	data  []byte // compact
	addr  uint64 // of the data, or of the index of the chunks
	size  uint64 // bytes of contiguous data

	chunk []uint64 // the shape of a chunk, in elements
	index int
	// Of a single chunk with filters: its stored size and the filters left out.
	stored uint64
	mask   uint32
}

// storage reads a layout message for elements of size bytes. (Versions 1 and 2
// are those of libraries before 2004.)
func storage(c *cursor, size int) (layout, error) {
	l := layout{addr: none}
	version, class := c.u8(), c.u8()
	if version < 3 || version > 5 {
		return l, c.fail("version %d is not supported, only 3 to 5", version)
	}
	l.class = class
	switch class {
	case compact:
		l.data = c.take(c.u16())
		return l, c.ok()
	case contiguous:
		l.addr, l.size = c.addr(), c.length()
		return l, c.ok()
	case chunked:
		if version > 3 {
			return l, l.version4(c, size)
		}
		return l, l.version3(c, size)
	case virtual:
		return l, c.fail("a virtual dataset reads other files and is not supported")
	}
	return l, c.fail("storage of class %d is not supported", class)
}

// version3 reads the older form of chunked storage, which has one index.
func (l *layout) version3(c *cursor, size int) error {
	rank := c.u8()
	l.index, l.addr = indexBtree1, c.addr()
	return l.chunks(c, chunkDims(c, rank, 4), size)
}

// version4 reads the newer form of chunked storage, which names its index.
func (l *layout) version4(c *cursor, size int) error {
	const wholeEdges, filteredSingle = 1, 2
	flags, rank, width := c.u8(), c.u8(), c.u8()
	if width > 8 {
		return c.fail("lengths of %d bytes", width)
	}
	dims := chunkDims(c, rank, width)
	l.index = c.u8()
	switch l.index {
	case indexSingle:
		if flags&filteredSingle != 0 {
			l.stored, l.mask = c.length(), c.u32()
		}
	case indexImplicit:
	case indexFixed:
		c.take(1) // the indexes themselves say more
	case indexExtensible:
		c.take(5)
	case indexBtree2:
		c.take(6)
	default:
		return c.fail("an index of kind %d is not supported", l.index)
	}
	l.addr = c.addr()
	if flags&wholeEdges != 0 {
		return c.fail("chunks at the edges without filters are not supported")
	}
	return l.chunks(c, dims, size)
}

// chunkDims reads the lengths of a chunk's axes.
func chunkDims(c *cursor, rank, width int) []uint64 {
	var dims []uint64
	for range min(rank, maxRank+2) {
		dims = append(dims, c.uint(width))
	}
	return dims
}

// chunks checks and keeps the shape of a chunk; its last axis is the bytes of
// an element.
func (l *layout) chunks(c *cursor, dims []uint64, size int) error {
	if err := c.ok(); err != nil {
		return err
	}
	if len(dims) < 2 || len(dims) > maxRank+1 {
		return c.fail("chunks of %d axes; allowed are 1 to %d", len(dims)-1, maxRank)
	}
	last := len(dims) - 1
	if dims[last] != uint64(size) {
		return c.fail("chunks of elements of %d bytes in a dataset of elements of %d", dims[last], size)
	}
	for i, d := range dims[:last] {
		if d == 0 {
			return c.fail("chunks have no length on axis %d", i)
		}
	}
	l.chunk = dims[:last]
	return nil
}
