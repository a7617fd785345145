package hdf5

import "bytes"

// craft builds files byte by byte, those too that no library would write.
type craft struct{ b []byte }

func newCraft() *craft { return &craft{make([]byte, superblockSize)} }

// put appends a structure and returns its address.
func (c *craft) put(b []byte) uint64 {
	c.b = pad(c.b)
	c.b = append(c.b, b...)
	return uint64(len(c.b) - len(b))
}

// set writes over what was put.
func (c *craft) set(addr uint64, b []byte) { copy(c.b[addr:], b) }

// object appends a header with messages.
func (c *craft) object(messages ...[]byte) uint64 {
	return c.put(objectHeader(len(messages), bytes.Join(messages, nil)))
}

// file is the whole file, with the given root group.
func (c *craft) file(root uint64) []byte {
	b := append([]byte(signature), 0, 0, 0, 0, 0, 8, 8, 0, leafK, 0, internalK, 0, 0, 0, 0, 0)
	for _, v := range []uint64{0, none, uint64(len(c.b)), none, 0, root, 0, 0, 0} {
		b = le.AppendUint64(b, v)
	}
	copy(c.b, b)
	return c.b
}

// one is a file with the dataset or group "x" and nothing else.
func one(make func(c *craft) uint64) []byte {
	c := newCraft()
	x := make(c)
	return c.file(c.object(hardLink("x", x)))
}

// dataset is a file with a dataset of float32 numbers of these messages.
func dataset(messages ...[]byte) []byte {
	return one(func(c *craft) uint64 { return c.object(append(messages, floatType)...) })
}

var floatType = message(nil, msgDatatype, false, datatypeMessage(Type{Class: Float, Size: 4}))

func spaceOf(dims ...uint64) []byte {
	b := []byte{1, byte(len(dims)), 0, 0, 0, 0, 0, 0}
	for _, d := range dims {
		b = le.AppendUint64(b, d)
	}
	return message(nil, msgDataspace, false, b)
}

func contiguousAt(addr, size uint64) []byte {
	return message(nil, msgLayout, false, layoutMessage(addr, size))
}

// chunkedAt is chunked storage with an index of the older kind.
func chunkedAt(addr uint64, dims ...uint32) []byte {
	b := le.AppendUint64([]byte{3, chunked, byte(len(dims) + 1)}, addr)
	for _, d := range append(dims, 4) {
		b = le.AppendUint32(b, d)
	}
	return message(nil, msgLayout, false, b)
}

// chunkTree is an index of the older kind with one chunk.
func (c *craft) chunkTree(chunk []byte, offsets ...uint64) uint64 {
	data := c.put(chunk)
	b := append([]byte("TREE"), btreeChunks, 0, 1, 0)
	b = le.AppendUint64(le.AppendUint64(b, none), none)
	b = le.AppendUint32(le.AppendUint32(b, uint32(len(chunk))), 0)
	for _, o := range append(offsets, 0) {
		b = le.AppendUint64(b, o)
	}
	b = le.AppendUint64(b, data)
	return c.put(append(b, make([]byte, 8+8*(len(offsets)+1))...))
}

// filterMessage is a filter with values.
func filterMessage(id, values int, bytes int) []byte {
	b := []byte{1, 1, 0, 0, 0, 0, 0, 0}
	b = le.AppendUint16(b, uint16(id))
	b = append(b, 0, 0, 0, 0)
	b = le.AppendUint16(b, uint16(values))
	return message(nil, msgFilters, false, append(b, make([]byte, bytes)...))
}

// linkTo is a link message of a kind with what it leads to.
func linkTo(name string, kind byte, to []byte) []byte {
	b := []byte{1, 8, kind, byte(len(name))}
	return message(nil, msgLink, false, append(append(b, name...), to...))
}

func hardLink(name string, addr uint64) []byte {
	return linkTo(name, linkHard, le.AppendUint64(nil, addr))
}

func softLink(name, to string) []byte {
	return linkTo(name, linkSoft, append([]byte{byte(len(to)), 0}, to...))
}

// textAttr is an attribute with a reference to a string.
func textAttr(n uint32, heap uint64, index uint32) []byte {
	a := &treeAttr{name: "name", kind: Type{Class: String, Size: heapRefSize, Variable: true}}
	b := attributeMessage(a)
	b = le.AppendUint64(le.AppendUint32(b, n), heap)
	return message(nil, msgAttribute, false, le.AppendUint32(b, index))
}

// emptyGroup is what makes an object a group.
func emptyGroup() []byte {
	b := le.AppendUint64(le.AppendUint64([]byte{0, 0}, none), none)
	return message(nil, msgLinkInfo, false, b)
}
