package hdf5

import "strings"

// maxString is the most bytes of one string.
const maxString = 16 << 20

// heapString returns the string that a reference names: length, collection,
// index.
func (f *File) heapString(ref *cursor) (string, error) {
	n, addr, index := ref.u32(), ref.addr(), ref.u32()
	if err := ref.ok(); err != nil {
		return "", err
	}
	if n == 0 {
		return "", nil
	}
	if n > maxString {
		return "", ref.fail("a string of %d bytes, more than the allowed %d", n, maxString)
	}
	objects, err := f.collection(addr)
	if err != nil {
		return "", err
	}
	object, ok := objects[int(index)]
	if !ok {
		return "", ref.fail("the global heap at address %d has no object %d", addr, index)
	}
	if int(n) > len(object) {
		return "", ref.fail("a string of %d bytes in an object of %d", n, len(object))
	}
	s, _, _ := strings.Cut(object[:n], "\x00")
	return s, nil
}

// collection returns the objects of a collection, which is read once.
func (f *File) collection(addr uint64) (map[int]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if objects, ok := f.heaps[addr]; ok {
		return objects, nil
	}
	head := uint64(f.heapHead())
	c, err := f.block(f.budget(), addr, head, "global heap")
	if err != nil {
		return nil, err
	}
	if err := c.expect("GCOL", 1); err != nil {
		return nil, err
	}
	c.take(3)
	size := c.length()
	if size < head {
		return nil, c.fail("a collection of %d bytes", size)
	}
	if c, err = f.block(f.work, addr, size, "global heap"); err != nil {
		return nil, err
	}
	c.take(int(head))
	objects, err := collect(c)
	if err == nil {
		f.heaps[addr] = objects
	}
	return objects, err
}

// heapHead is the size of what a collection starts with, and an object in it.
func (s *source) heapHead() int { return 8 + (s.lenSize+7)&^7 }

// collect cuts a collection into its objects; object 0 is the free space at
// the end.
func collect(c *cursor) (map[int]string, error) {
	objects, all := map[int]string{}, string(c.b)
	for c.left() >= c.src.heapHead() {
		index := c.u16()
		c.take(6)
		size := c.length()
		c.take(-c.src.lenSize & 7)
		if index == 0 {
			break
		}
		if size > uint64(c.left()) {
			return nil, c.fail("object %d of %d bytes reaches beyond the collection", index, size)
		}
		if _, twice := objects[index]; twice {
			return nil, c.fail("object %d comes twice", index)
		}
		objects[index] = all[c.p : c.p+int(size)]
		c.take(int(size))
		c.take(min(int(-size&7), c.left()))
	}
	return objects, nil
}
