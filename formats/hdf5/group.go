package hdf5

import (
	"maps"
	"slices"
	"sync"
)

// Group is a group: members by name, and attributes.
type Group struct {
	*object

	once    sync.Once
	members links
	err     error
}

// Path returns the group's place: "/", "/layers/dense".
func (g *Group) Path() string { return g.path }

// Names returns the names of the members, sorted by their bytes: 0, 1, 10, 2.
func (g *Group) Names() ([]string, error) {
	m, err := g.list()
	return slices.Sorted(maps.Keys(m)), err
}

// list reads the members, once.
func (g *Group) list() (links, error) {
	g.once.Do(func() {
		g.f.mu.Lock()
		defer g.f.mu.Unlock()
		m := links{}
		if err := g.read(m); err != nil {
			g.err = at(g.path, err)
			return
		}
		g.members = m
	})
	return g.members, g.err
}

// read reads the members, wherever they are kept.
func (g *Group) read(into links) error {
	table, err := g.header.one(msgSymbolTable)
	if err != nil {
		return err
	}
	if table != nil {
		if err := g.f.symbolTable(g.f.work, table, into); err != nil {
			return err
		}
	}
	for _, m := range g.header[msgLink] {
		if err := into.message(m); err != nil {
			return err
		}
	}
	info, err := g.header.one(msgLinkInfo)
	if err != nil || info == nil {
		return err
	}
	return g.dense(info, into)
}

// message takes the member of a link message in.
func (m links) message(c *cursor) error {
	name, l, err := linkMessage(c)
	if err != nil {
		return err
	}
	return m.add(c, name, l)
}

// dense reads the members of a large new-style group: link messages in a
// fractal heap, in the order of the B-tree over their names.
func (g *Group) dense(info *cursor, into links) error {
	if v := info.u8(); v != 0 {
		return info.fail("version %d is not supported, only 0", v)
	}
	if flags := info.u8(); flags&1 != 0 {
		info.take(8) // the next order of creation
	}
	heapAddr, tree := info.addr(), info.addr()
	if err := info.ok(); err != nil || heapAddr == none {
		return err
	}
	heap, err := g.f.fractalHeap(g.f.work, heapAddr)
	if err != nil {
		return err
	}
	return g.f.btree2(g.f.work, tree, recordLink, func(r *cursor) error {
		r.take(4) // the name's hash
		c, err := heap.object(r)
		if err != nil {
			return err
		}
		return into.message(c)
	})
}
