package hdf5

// superblockSize is the size of a superblock of version 0.
const superblockSize = 96

// planned is a group or dataset that has a place.
type planned interface{ entry() []byte }

// filePlan is where everything lies: first all structures, then the strings,
// then the data.
type filePlan struct {
	root   *groupPlan
	end    uint64
	blocks []planBlock
	texts  []*heapRef
	data   []*dataPlan
}

// planBlock is a structure and its address. What it says may depend on the
// addresses of others.
type planBlock struct {
	addr  uint64
	bytes func() []byte
}

// plan gives everything its place.
func (t *Tree) plan() (*filePlan, error) {
	if t.root.err != nil {
		return nil, t.root.err
	}
	p := &filePlan{end: superblockSize}
	p.root = p.group(t)
	sizes, parts := collections(p.texts)
	for i, part := range parts {
		addr := p.block(sizes[i], func() []byte { return collection(sizes[i], part) })
		for _, r := range part {
			r.addr = addr
		}
	}
	for _, d := range p.data {
		if d.addr = none; d.n > 0 {
			d.addr = p.take(uint64(d.n) * uint64(d.kind.Size))
		}
	}
	return p, nil
}

// take reserves size bytes.
func (p *filePlan) take(size uint64) (addr uint64) {
	addr = (p.end + 7) &^ 7
	p.end = addr + size
	return addr
}

// block reserves the place of a structure.
func (p *filePlan) block(size uint64, bytes func() []byte) (addr uint64) {
	addr = p.take(size)
	p.blocks = append(p.blocks, planBlock{addr, bytes})
	return addr
}

// group plans a group and what is in it.
func (p *filePlan) group(t *Tree) *groupPlan {
	for _, a := range t.attrs {
		for i := range a.texts {
			if a.texts[i].text != "" {
				p.texts = append(p.texts, &a.texts[i])
			}
		}
	}
	g := planGroup(t)
	g.levels = make([]uint64, len(g.counts))
	g.header = p.block(uint64(len(g.object())), g.object)
	for level, n := range g.counts {
		for i := range n {
			addr := p.block(treeSize, func() []byte { return g.btreeNode(level, i) })
			if i == 0 {
				g.levels[level] = addr
			}
		}
	}
	g.heap = p.block(heapPrefix+uint64(len(g.heapData)), g.localHeap)
	for i := range g.nodes() {
		addr := p.block(snodSize, func() []byte { return g.snod(i) })
		if i == 0 {
			g.snods = addr
		}
	}
	for _, name := range g.names {
		g.kids = append(g.kids, p.kid(t.kids[name]))
	}
	return g
}

// kid plans a member of a group.
func (p *filePlan) kid(kid any) planned {
	if t, ok := kid.(*Tree); ok {
		return p.group(t)
	}
	d := &dataPlan{treeData: kid.(*treeData)}
	d.header = p.block(uint64(len(d.object())), d.object)
	p.data = append(p.data, d)
	return d
}

// superblock is the file's beginning.
func (p *filePlan) superblock() []byte {
	b := append([]byte(signature), 0, 0, 0, 0, 0, 8, 8, 0)
	b = le.AppendUint16(b, leafK)
	b = le.AppendUint16(b, internalK)
	b = le.AppendUint32(b, 0) // flags
	for _, v := range []uint64{0, none, p.end, none} {
		b = le.AppendUint64(b, v) // base, free space, end, driver
	}
	b = le.AppendUint64(b, 0) // the root has no name
	return append(b, p.root.entry()...)
}
