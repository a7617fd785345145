package hdf5

// maxChunk is the most bytes of a chunk that is larger than its dataset.
const maxChunk = 8 << 20

// storedChunk is a chunk as an index has it.
type storedChunk struct {
	first []uint64 // the chunk's place: coordinates of its first element
	addr  uint64
	size  uint64 // stored bytes
	mask  uint32 // filters that were left out
}

// chunks reads a chunked dataset.
type chunks struct {
	d     *Dataset
	size  uint64   // bytes of a chunk
	count []uint64 // chunks along each axis, for the longest the axis may become; 0 if endless
	put   sink
	seen  map[string]bool
	raw   []byte
	pipeline
}

// readChunks reads all chunks that exist over the fill value.
func (d *Dataset) readChunks(put sink) error {
	if err := d.fillAll(put); err != nil || d.layout.addr == none || d.space.n == 0 {
		return err
	}
	r := &chunks{d: d, put: put, seen: map[string]bool{}, pipeline: pipeline{filters: d.filters}}
	if err := r.plan(); err != nil {
		return err
	}
	b := d.f.budget()
	switch d.layout.index {
	case indexBtree1:
		return r.btree1(b)
	case indexSingle:
		return r.single()
	case indexImplicit:
		return r.implicit()
	case indexFixed:
		return r.fixedArray(b)
	case indexExtensible:
		return r.extensibleArray(b)
	}
	return r.btree2(b)
}

// plan checks the shape of a chunk against the dataset's, and counts.
func (r *chunks) plan() error {
	l, dims := &r.d.layout, r.d.space.dims
	if len(l.chunk) != len(dims) {
		return fail(-1, "chunks of %d axes in a dataset of %d", len(l.chunk), len(dims))
	}
	r.size = uint64(r.d.kind.Size)
	for i, n := range l.chunk {
		longest, ok := r.d.space.max[i], true
		if longest != none && n > max(longest, 1) {
			return fail(-1, "chunks of shape %v in a dataset of shape %v", l.chunk, dims)
		}
		if r.size, ok = mul(r.size, n); !ok {
			return fail(-1, "chunks of shape %v are too large", l.chunk)
		}
		along := uint64(0)
		if longest != none {
			along = (longest-1)/n + 1
		}
		r.count = append(r.count, along)
	}
	if limit := max(maxChunk, r.d.space.n*uint64(r.d.kind.Size)); r.size > limit {
		return fail(-1, "chunks of %d bytes, more than the allowed %d", r.size, limit)
	}
	return nil
}

// inside reports whether a chunk has elements of the dataset, which may have
// been longer once.
func (r *chunks) inside(first []uint64) bool {
	for i, p := range first {
		if p >= r.d.space.dims[i] {
			return false
		}
	}
	return true
}

// add reads one chunk and puts its elements where they belong.
func (r *chunks) add(c storedChunk) error {
	if !r.inside(c.first) {
		return fail(-1, "a chunk starts at element %v, outside the shape", c.first)
	}
	for i, p := range c.first {
		if p%r.d.layout.chunk[i] != 0 {
			return fail(-1, "a chunk starts at element %v, not at a multiple of %v", c.first, r.d.layout.chunk)
		}
	}
	if key := key(c.first); r.seen[key] {
		return fail(-1, "the chunk at element %v comes twice", c.first)
	} else {
		r.seen[key] = true
	}
	data, err := r.read(c)
	if err != nil {
		return err
	}
	return r.scatter(c.first, data)
}

// key names a chunk.
func key(first []uint64) string {
	b := make([]byte, 0, 8*4)
	for _, p := range first {
		b = le.AppendUint64(b, p)
	}
	return string(b)
}

// read reads a chunk and undoes its filters.
func (r *chunks) read(c storedChunk) ([]byte, error) {
	const overhead = 64 // of filters on bytes that cannot be compressed
	if c.size > 2*r.size+overhead {
		return nil, fail(-1, "a chunk of %d bytes is stored in %d", r.size, c.size)
	}
	off, err := r.d.f.offset(c.addr, c.size, "chunk")
	if err != nil {
		return nil, err
	}
	if uint64(cap(r.raw)) < c.size {
		r.raw = make([]byte, max(c.size, r.size))
	}
	raw := r.raw[:c.size]
	if err := r.d.f.full(raw, off); err != nil {
		return nil, err
	}
	data, err := r.undo(raw, c.mask, int(r.size), r.d.kind.Size)
	if err != nil {
		return nil, &Error{Offset: off, Err: err}
	}
	return data, nil
}
