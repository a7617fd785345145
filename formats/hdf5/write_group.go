package hdf5

import (
	"maps"
	"slices"
)

// The shape of the B-trees of groups, as the superblock states it.
const (
	leafK     = 4  // a symbol table node has up to twice as many entries
	internalK = 16 // a B-tree node has up to twice as many children

	symbolSize = 40
	snodSize   = 8 + 2*leafK*symbolSize
	treeSize   = 24 + 2*internalK*8 + (2*internalK+1)*8
	heapPrefix = 32
)

// groupPlan is a group with the addresses of its parts.
type groupPlan struct {
	tree   *Tree
	names  []string  // sorted
	kids   []planned // in the order of names
	header uint64

	heap     uint64 // local heap; its data follows
	heapData []byte
	nameAt   []uint64
	snods    uint64   // first symbol table node
	levels   []uint64 // first B-tree node of each level, the lowest first
	counts   []int    // nodes of each level
}

// planGroup lays out the names of a group.
func planGroup(t *Tree) *groupPlan {
	g := &groupPlan{tree: t, names: slices.Sorted(maps.Keys(t.kids)), heapData: make([]byte, 8)}
	for _, name := range g.names {
		g.nameAt = append(g.nameAt, uint64(len(g.heapData)))
		g.heapData = pad(append(append(g.heapData, name...), 0))
	}
	n := g.nodes()
	for first := true; first || n > 1; first = false {
		n = max(1, (n+2*internalK-1)/(2*internalK))
		g.counts = append(g.counts, n)
	}
	return g
}

// nodes is the number of symbol table nodes.
func (g *groupPlan) nodes() int { return (len(g.names) + 2*leafK - 1) / (2 * leafK) }

// root is the address of the B-tree's root.
func (g *groupPlan) root() uint64 { return g.levels[len(g.levels)-1] }

// btreeNode is node i of a level: what lies below it, and the names between.
// The key behind a child is the last name in it; the first key is no name.
func (g *groupPlan) btreeNode(level, i int) []byte {
	below, first, size, span := g.nodes(), g.snods, uint64(snodSize), 2*leafK
	if level > 0 {
		below, first, size = g.counts[level-1], g.levels[level-1], treeSize
	}
	for range level {
		span *= 2 * internalK // names below one child
	}
	from := i * 2 * internalK
	to := min(from+2*internalK, below)
	b := append(make([]byte, 0, treeSize), "TREE"...)
	b = append(b, btreeGroup, byte(level))
	b = le.AppendUint16(b, uint16(to-from))
	for _, sibling := range []int{i - 1, i + 1} {
		addr := none
		if sibling >= 0 && sibling < g.counts[level] {
			addr = g.levels[level] + uint64(sibling)*treeSize
		}
		b = le.AppendUint64(b, addr)
	}
	b = le.AppendUint64(b, g.key(from*span))
	for c := from; c < to; c++ {
		b = le.AppendUint64(b, first+uint64(c)*size)
		b = le.AppendUint64(b, g.key((c+1)*span))
	}
	return append(b, make([]byte, treeSize-len(b))...)
}

// key is where the heap has the last of the first n names.
func (g *groupPlan) key(n int) uint64 {
	if n = min(n, len(g.names)); n == 0 {
		return 0
	}
	return g.nameAt[n-1]
}

// snod is symbol table node i: the members' names and addresses.
func (g *groupPlan) snod(i int) []byte {
	from := i * 2 * leafK
	to := min(from+2*leafK, len(g.names))
	b := append(make([]byte, 0, snodSize), "SNOD\x01\x00"...)
	b = le.AppendUint16(b, uint16(to-from))
	for k := from; k < to; k++ {
		b = append(le.AppendUint64(b, g.nameAt[k]), g.kids[k].entry()...)
	}
	return append(b, make([]byte, snodSize-len(b))...)
}

// entry is what a symbol table says of the group but its name: the address,
// and a copy of what the header says (cache type 1).
func (g *groupPlan) entry() []byte {
	b := le.AppendUint64(nil, g.header)
	b = le.AppendUint64(b, 1)
	b = le.AppendUint64(b, g.root())
	return le.AppendUint64(b, g.heap)
}

// object is the header: where the members are, and the attributes.
func (g *groupPlan) object() []byte {
	table := le.AppendUint64(le.AppendUint64(nil, g.root()), g.heap)
	b := message(nil, msgSymbolTable, false, table)
	for _, a := range g.tree.attrs {
		b = message(b, msgAttribute, false, attributeMessage(a))
	}
	return objectHeader(1+len(g.tree.attrs), b)
}

// localHeap is the heap of the names, full.
func (g *groupPlan) localHeap() []byte {
	const noFreeBlock = 1
	b := append(make([]byte, 0, heapPrefix), "HEAP\x00\x00\x00\x00"...)
	b = le.AppendUint64(b, uint64(len(g.heapData)))
	b = le.AppendUint64(b, noFreeBlock)
	b = le.AppendUint64(b, g.heap+heapPrefix)
	return append(b, g.heapData...)
}
