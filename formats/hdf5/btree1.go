package hdf5

// maxDepth is the most levels of a tree. With two children a node, the least
// that makes sense, more levels would have more leaves than a file has bytes.
const maxDepth = 62

// The kinds of version 1 B-trees.
const (
	btreeGroup  = 0
	btreeChunks = 1
)

// btree1 walks a version 1 B-tree and calls leaf with the key in front of each
// child of the lowest level and the child's address.
func (s *source) btree1(b *budget, addr uint64, kind, keySize int, leaf func(key *cursor, child uint64) error) error {
	w := btree1{s, b, kind, keySize, leaf}
	return w.node(addr, -1)
}

type btree1 struct {
	s             *source
	b             *budget
	kind, keySize int
	leaf          func(key *cursor, child uint64) error
}

// node walks a node that must be of the given level; of any, if negative.
func (w *btree1) node(addr uint64, level int) error {
	if err := w.b.visit(addr, "B-tree node"); err != nil {
		return err
	}
	head := uint64(8 + 2*w.s.addrSize)
	c, err := w.s.block(w.b, addr, head, "B-tree node")
	if err != nil {
		return err
	}
	if err := c.expect("TREE", w.kind); err != nil {
		return err
	}
	have, entries := c.u8(), c.u16()
	if level < 0 && have > maxDepth || level >= 0 && have != level {
		return c.fail("a node of level %d where level %d belongs", have, max(level, 0))
	}
	c, err = w.s.block(w.b, addr+head, uint64(entries*(w.keySize+w.s.addrSize)), "B-tree node")
	if err != nil {
		return err
	}
	for range entries {
		key, child := c.sub(w.keySize, "B-tree key"), c.addr()
		if have > 0 {
			err = w.node(child, have-1)
		} else {
			err = w.leaf(key, child)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
