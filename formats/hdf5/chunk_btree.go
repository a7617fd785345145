package hdf5

// btree1 reads the chunks of the older index: a tree whose keys have a chunk's
// stored size, filters left out, and place (the last axis is in an element).
func (r *chunks) btree1(b *budget) error {
	rank := len(r.count)
	return r.d.f.btree1(b, r.d.layout.addr, btreeChunks, 8+8*(rank+1), func(key *cursor, child uint64) error {
		c := storedChunk{addr: child, size: uint64(key.u32()), mask: key.u32()}
		for range rank {
			c.first = append(c.first, key.uint(8))
		}
		return r.add(c)
	})
}

// btree2 reads the chunks of datasets that can grow along several axes.
func (r *chunks) btree2(b *budget) error {
	kind := recordChunk
	if len(r.filters) > 0 {
		kind = recordFilteredChunk
	}
	rank := len(r.count)
	return r.d.f.btree2(b, r.d.layout.addr, kind, func(rec *cursor) error {
		c := storedChunk{addr: rec.addr(), size: r.size}
		if kind == recordFilteredChunk {
			c.size, c.mask = rec.uint(min(rec.left()-4-8*rank, 8)), rec.u32()
		}
		for i := range rank {
			place, ok := mul(rec.uint(8), r.d.layout.chunk[i])
			if !ok {
				return rec.fail("a chunk beyond the end")
			}
			c.first = append(c.first, place)
		}
		if err := rec.ok(); err != nil {
			return err
		}
		return r.add(c)
	})
}
