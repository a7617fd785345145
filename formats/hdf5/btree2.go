package hdf5

import "math/bits"

// The kinds of records of version 2 B-trees.
const (
	recordHuge          = 1 // big objects of a fractal heap
	recordLink          = 5
	recordAttribute     = 8
	recordChunk         = 10
	recordFilteredChunk = 11
)

// btree2 walks a version 2 B-tree and calls visit with every record.
func (s *source) btree2(b *budget, addr uint64, kind int, visit func(record *cursor) error) error {
	c, err := s.block(b, addr, uint64(22+s.addrSize+s.lenSize), "B-tree header")
	if err != nil {
		return err
	}
	if err := c.expect("BTHD", 0); err != nil {
		return err
	}
	have, size, record, depth := c.u8(), c.u32(), c.u16(), c.u16()
	c.take(2) // when to split and merge
	root, n := c.addr(), c.u16()
	c.length()
	if err := c.sum(); err != nil {
		return err
	}
	if have != kind {
		return c.fail("a tree of kind %d where kind %d belongs", have, kind)
	}
	if record == 0 || depth > maxDepth || uint64(size) > maxBlock {
		return c.fail("records of %d bytes in nodes of %d, %d levels", record, size, depth)
	}
	if root == none || n == 0 {
		return nil
	}
	w := btree2{s: s, b: b, kind: kind, record: record, visit: visit}
	w.widths(int(size), depth)
	return w.node(root, n, depth)
}

type btree2 struct {
	s            *source
	b            *budget
	kind, record int
	visit        func(*cursor) error
	count        int   // bytes of a child's number of records
	total        []int // by level: bytes of the number of all records below a child
}

// enough is the number of bytes that hold n.
func enough(n uint64) int { return (max(bits.Len64(n), 1)-1)/8 + 1 }

// widths works out how wide the counts are, from how many records a node of
// each level can have.
func (w *btree2) widths(size, depth int) {
	const prefix = 10 // signature, version, kind, checksum
	most := uint64(max(size-prefix, 0) / w.record)
	w.count = enough(most)
	w.total = []int{0}
	below := most
	for level := 1; level <= depth; level++ {
		pointer := w.s.addrSize + w.count + w.total[level-1]
		most = uint64(max(size-prefix-pointer, 0) / (w.record + pointer))
		product, ok := mul(most+1, below)
		if !ok {
			product = 1<<63 - 1
		}
		below = product + most
		w.total = append(w.total, enough(below))
	}
}

// node walks a node of n records.
func (w *btree2) node(addr uint64, n, level int) error {
	if err := w.b.visit(addr, "B-tree node"); err != nil {
		return err
	}
	size, signature := 6+n*w.record+4, "BTLF"
	if level > 0 {
		size += (n + 1) * (w.s.addrSize + w.count + w.total[level-1])
		signature = "BTIN"
	}
	c, err := w.s.block(w.b, addr, uint64(size), "B-tree node")
	if err != nil {
		return err
	}
	if err := c.expect(signature, 0); err != nil {
		return err
	}
	if kind := c.u8(); kind != w.kind {
		return c.fail("a node of kind %d in a tree of kind %d", kind, w.kind)
	}
	records := c.sub(n*w.record, "B-tree record")
	children := c.sub(c.left()-4, c.what)
	if err := c.sum(); err != nil {
		return err
	}
	for records.left() > 0 {
		if err := w.visit(records.sub(w.record, records.what)); err != nil {
			return err
		}
	}
	for children.left() > 0 {
		child, m := children.addr(), int(children.uint(w.count))
		children.take(w.total[level-1])
		if err := w.node(child, m, level-1); err != nil {
			return err
		}
	}
	return nil
}
