package hdf5

import (
	"bytes"
	"compress/zlib"
	"math"
	"os"
	"testing"

	"github.com/layercake-go/layercake/internal/hostile"
)

func TestMain(m *testing.M) { hostile.Main(m, load) }

// good is a file that reads.
func good(t testing.TB) []byte {
	tree := NewTree()
	tree.SetAttr("name", "model")
	tree.Group("layers/dense").Float32s("0", []int{2, 3}, make([]float32, 6))
	var b bytes.Buffer
	if err := tree.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// patched is the good file with other bytes at an offset.
func patched(t testing.TB, offset int, bytes ...byte) []byte {
	b := good(t)
	copy(b[offset:], bytes)
	return b
}

// bomb is a compressed stream of nearly a gigabyte of zeros.
func bomb() []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	w.Write(zeros)
	w.Flush()
	start := b.Len()
	w.Write(zeros)
	w.Flush() // what follows is independent of what was before, but for zeros
	return append(b.Bytes(), bytes.Repeat(b.Bytes()[start:], 900)...)
}

func TestHostile(t *testing.T) { hostile.Run(t, good(t), ".h5", hostileCases(t)) }

// hostileCases are files made to harm, by their number in the list.
func hostileCases(t testing.TB) []hostile.Case {
	etc := append(append(make([]byte, 8), "/etc/passwd\x00"...), 0, 0, 0, 0)
	return []hostile.Case{
		{Number: 33, Name: "external link", Want: "external link", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(linkTo("x", linkExternal, append([]byte{18, 0, 0}, "/etc/passwd\x00/root\x00"...))))
		}},
		{Number: 33, Name: "link of a user's kind", Want: "user's own kind", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(linkTo("x", 65, []byte{0, 0})))
		}},
		{Number: 34, Name: "soft links in a loop", Want: "loop", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(softLink("a", "/b"), softLink("b", "a")))
		}},
		{Number: 34, Name: "soft links that double", Want: "loop", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(softLink("a", "b/b/b/b"), softLink("b", "c/c/c/c"), softLink("c", "d/d/d/d"), softLink("d", "./e/e/e"),
				softLink("e", "/f/f"), softLink("f", "/")))
		}},
		{Number: 35, Name: "group in itself", Want: "the same group", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(hardLink("again", superblockSize)))
		}},
		{Number: 35, Name: "group below itself", Want: "the same group", Make: func() []byte {
			c := newCraft()
			g := c.object(hardLink("up", 0))
			root := c.object(hardLink("down", g))
			c.set(g, objectHeader(1, hardLink("up", root)))
			return c.file(root)
		}},
		{Number: 36, Name: "external storage", Want: "external files", Make: func() []byte {
			return one(func(c *craft) uint64 {
				heap := c.put(etc)
				list := append([]byte{1, 0, 0, 0, 1, 0, 1, 0}, le.AppendUint64(nil, heap)...)
				list = append(list, make([]byte, 24)...)
				return c.object(floatType, spaceOf(2), contiguousAt(none, 8), message(nil, msgExternal, false, list))
			})
		}},
		{Number: 37, Name: "virtual dataset", Want: "virtual", Make: func() []byte {
			return dataset(spaceOf(2), message(nil, msgLayout, false, append([]byte{4, virtual}, make([]byte, 12)...)))
		}},
		{Number: 38, Name: "shape without data, in chunks", Want: "2500000000000000", Make: func() []byte {
			return dataset(spaceOf(5e7, 5e7), chunkedAt(none, 100, 100))
		}},
		{Number: 38, Name: "shape without data", Want: "2500000000000000", Make: func() []byte {
			return dataset(spaceOf(5e7, 5e7), contiguousAt(none, 1e16))
		}},
		{Number: 38, Name: "shape with other data", Want: "2500000000000000", Make: func() []byte {
			return dataset(spaceOf(5e7, 5e7), contiguousAt(0, 96))
		}},
		{Number: 38, Name: "strings without data", Want: "more than the allowed", Make: func() []byte {
			kind := message(nil, msgDatatype, false, []byte{0x13, 0, 0, 0, 255, 255, 0, 0})
			return one(func(c *craft) uint64 { return c.object(kind, spaceOf(2e6), contiguousAt(none, 2*65535e6)) })
		}},
		{Number: 38, Name: "long strings without data", Want: "1000 strings of 65535 bytes", Make: func() []byte {
			kind := message(nil, msgDatatype, false, []byte{0x13, 0, 0, 0, 255, 255, 0, 0})
			return one(func(c *craft) uint64 { return c.object(kind, spaceOf(1000), contiguousAt(none, 65535e3)) })
		}},
		{Number: 39, Name: "gzip bomb", Want: "gzip: more than the", Make: func() []byte {
			return one(func(c *craft) uint64 {
				tree := c.chunkTree(bomb(), 0)
				return c.object(floatType, spaceOf(1<<18), chunkedAt(tree, 1<<18), filterMessage(filterDeflate, 0, 0))
			})
		}},
		{Number: 39, Name: "gzip bomb in a small chunk", Want: "is stored in", Make: func() []byte {
			return one(func(c *craft) uint64 {
				tree := c.chunkTree(bomb(), 0)
				return c.object(floatType, spaceOf(4), chunkedAt(tree, 4), filterMessage(filterDeflate, 0, 0))
			})
		}},
		{Number: 40, Name: "2^80 elements", Want: "too many elements", Make: func() []byte {
			return dataset(spaceOf(1<<40, 1<<40), contiguousAt(none, 0))
		}},
		{Number: 40, Name: "2^64 elements and an empty axis", Want: "too many elements", Make: func() []byte {
			return dataset(spaceOf(1<<32, 0, 1<<32), contiguousAt(none, 0))
		}},
		{Number: 40, Name: "2^64 bytes", Want: "too many bytes", Make: func() []byte {
			return dataset(spaceOf(1<<62), contiguousAt(none, 0))
		}},
		{Number: 40, Name: "negative axis", Want: "too many elements", Make: func() []byte {
			return dataset(spaceOf(1<<63), contiguousAt(none, 0))
		}},
		{Number: 41, Name: "chunk without length", Want: "no length on axis 1", Make: func() []byte {
			return dataset(spaceOf(4, 4), chunkedAt(superblockSize, 4, 0))
		}},
		{Number: 41, Name: "chunk larger than the dataset", Want: "in a dataset of shape", Make: func() []byte {
			return dataset(spaceOf(4, 4), chunkedAt(superblockSize, 4, 5))
		}},
		{Number: 41, Name: "chunk of 2^128 bytes", Want: "too large", Make: func() []byte {
			longest := append(dataspaceMessage([]int{4, 4, 4, 4})[:40], bytes.Repeat([]byte{255}, 32)...)
			return dataset(message(nil, msgDataspace, false, longest), chunkedAt(superblockSize, 1<<31, 1<<31, 1<<31, 1<<31))
		}},
		{Number: 41, Name: "rank 33", Want: "33 axes", Make: func() []byte {
			return dataset(spaceOf(make([]uint64, 33)...), contiguousAt(none, 0))
		}},
		{Number: 41, Name: "chunks of rank 255", Want: "axes", Make: func() []byte {
			return dataset(spaceOf(4), chunkedAt(none, make([]uint32, 254)...))
		}},
		{Number: 41, Name: "chunk where none belongs", Want: "not at a multiple", Make: func() []byte {
			return one(func(c *craft) uint64 {
				return c.object(floatType, spaceOf(4), chunkedAt(c.chunkTree(make([]byte, 8), 1), 2))
			})
		}},
		{Number: 42, Name: "B-tree node in itself", Want: "loop", Make: func() []byte {
			return one(func(c *craft) uint64 {
				tree := c.chunkTree(make([]byte, 8), 0)
				c.b[tree+5] = 1 // the level
				c.set(tree+24+24, le.AppendUint64(nil, tree))
				return c.object(floatType, spaceOf(4), chunkedAt(tree, 2))
			})
		}},
		{Number: 42, Name: "B-tree node of a higher level below", Want: "level", Make: func() []byte {
			return one(func(c *craft) uint64 {
				below := c.chunkTree(make([]byte, 8), 0)
				tree := c.chunkTree(make([]byte, 8), 0)
				c.b[tree+5], c.b[below+5] = 1, 7
				c.set(tree+24+24, le.AppendUint64(nil, below))
				return c.object(floatType, spaceOf(4), chunkedAt(tree, 2))
			})
		}},
		{Number: 42, Name: "group's node twice", Want: "loop", Make: func() []byte {
			return one(func(c *craft) uint64 { return c.oldGroup([]string{"a"}, 2) })
		}},
		{Number: 42, Name: "name twice", Want: "two members", Make: func() []byte {
			return one(func(c *craft) uint64 { return c.oldGroup([]string{"a", "a"}, 1) })
		}},
		{Number: 43, Name: "continuation in itself", Want: "loop", Make: func() []byte {
			c := newCraft()
			block := c.put(make([]byte, 24))
			again := message(nil, msgContinuation, false, le.AppendUint64(le.AppendUint64(nil, block), 24))
			c.set(block, again)
			return c.file(c.put(objectHeader(1000, again)))
		}},
		{Number: 44, Name: "object behind the end", Want: "outside the file", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(hardLink("x", 1<<40)))
		}},
		{Number: 44, Name: "object at the last address", Want: "outside the file", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(hardLink("x", none-1)))
		}},
		{Number: 44, Name: "root in the superblock", Want: "object header", Make: func() []byte { return newCraft().file(0) }},
		{Number: 44, Name: "root without address", Want: "no address", Make: func() []byte { return newCraft().file(none) }},
		{Number: 44, Name: "data behind the end", Want: "outside the file", Make: func() []byte {
			return dataset(spaceOf(4), contiguousAt(1<<62, 16))
		}},
		{Number: 44, Name: "data around the end", Want: "outside the file", Make: func() []byte {
			return dataset(spaceOf(4), contiguousAt(none-8, 16))
		}},
		{Number: 44, Name: "local heap in the superblock", Want: "local heap", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(message(nil, msgSymbolTable, false, make([]byte, 16))))
		}},
		{Number: 45, Name: "string of 2^32-1 bytes", Want: "4294967295", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(emptyGroup(), textAttr(math.MaxUint32, superblockSize, 1)))
		}},
		{Number: 45, Name: "string longer than its object", Want: "in an object of", Make: func() []byte {
			return withString(1000, 1, 8, 4096)
		}},
		{Number: 46, Name: "global heap larger than the file", Want: "outside the file", Make: func() []byte {
			return withString(8, 1, 8, 1<<20)
		}},
		{Number: 46, Name: "object larger than its heap", Want: "beyond the collection", Make: func() []byte {
			return withString(8, 1, 5000, 4096)
		}},
		{Number: 46, Name: "object of 2^64-1 bytes", Want: "beyond the collection", Make: func() []byte {
			return withString(8, 1, none, 4096)
		}},
		{Number: 46, Name: "no such object", Want: "no object 2", Make: func() []byte { return withString(8, 2, 8, 4096) }},
		{Number: 46, Name: "fractal heap without rows", Want: "blocks of", Make: func() []byte { return withFractalHeap(0, 0, 0) }},
		{Number: 46, Name: "fractal heap with huge blocks", Want: "blocks of", Make: func() []byte { return withFractalHeap(4, 1<<62, 1<<63) }},
		{Number: 46, Name: "fractal heap broken", Want: "checksum", Make: func() []byte {
			b := withFractalHeap(4, 512, 1<<16)
			b[bytes.Index(b, []byte("FRHP"))+20] ^= 1
			return b
		}},
		{Number: 47, Name: "unknown filter", Want: "filter 32015 (zstd)", Make: func() []byte {
			return dataset(spaceOf(4), chunkedAt(none, 2), filterMessage(32015, 0, 0))
		}},
		{Number: 47, Name: "filter with 65535 values", Want: "65535 values", Make: func() []byte {
			return dataset(spaceOf(4), chunkedAt(none, 2), filterMessage(filterDeflate, 65535, 8))
		}},
		{Number: 48, Name: "the file should be longer", Want: "should end at", Make: func() []byte {
			return append([]byte(nil), good(t)[:600]...)
		}},
		{Number: 49, Name: "compound", Want: "compound is not supported", Make: func() []byte {
			kind := message(nil, msgDatatype, false, []byte{0x16, 1, 0, 0, 8, 0, 0, 0})
			return one(func(c *craft) uint64 { return c.object(kind, spaceOf(1), contiguousAt(none, 8)) })
		}},
		{Number: 52, Name: "name with a path in it", Want: "\"/\"", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(hardLink("a/../b", superblockSize)))
		}},
		{Number: 52, Name: "name of the folder above", Want: "\"..\"", Make: func() []byte {
			c := newCraft()
			return c.file(c.object(hardLink("..", superblockSize)))
		}},
		{Name: "not HDF5", Want: "not an HDF5 file", Make: func() []byte { return patched(t, 0, 'P', 'K') }},
		{Name: "empty", Want: "not an HDF5 file", Make: func() []byte { return nil }},
		{Name: "superblock 9", Want: "version 9", Make: func() []byte { return patched(t, 8, 9) }},
		{Name: "addresses of 255 bytes", Want: "addresses of 255", Make: func() []byte { return patched(t, 13, 255) }},
	}
}

// oldGroup appends a group of the older kind whose tree names its one symbol
// table node several times.
func (c *craft) oldGroup(names []string, times int) uint64 {
	data := make([]byte, 8)
	node := append([]byte("SNOD"), 1, 0, byte(len(names)), 0)
	for _, name := range names {
		node = le.AppendUint64(le.AppendUint64(node, uint64(len(data))), superblockSize)
		node = append(node, make([]byte, 24)...)
		data = pad(append(append(data, name...), 0))
	}
	snod := c.put(node)
	heap := append([]byte("HEAP"), 0, 0, 0, 0)
	heap = le.AppendUint64(le.AppendUint64(heap, uint64(len(data))), 1)
	heapAddr := c.put(le.AppendUint64(heap, c.put(data)))
	tree := append([]byte("TREE"), btreeGroup, 0, byte(times), 0)
	tree = le.AppendUint64(le.AppendUint64(tree, none), none)
	for range times {
		tree = le.AppendUint64(le.AppendUint64(tree, 0), snod)
	}
	treeAddr := c.put(le.AppendUint64(tree, 8))
	return c.object(message(nil, msgSymbolTable, false, le.AppendUint64(le.AppendUint64(nil, treeAddr), heapAddr)))
}

// withString is a file with one string of n bytes in a heap.
func withString(n uint32, index uint32, object, heap uint64) []byte {
	c := newCraft()
	b := le.AppendUint64(append([]byte("GCOL"), 1, 0, 0, 0), heap)
	b = le.AppendUint64(append(b, 1, 0, 0, 0, 0, 0, 0, 0), object)
	addr := c.put(append(b, make([]byte, 4096-len(b))...))
	return c.file(c.object(emptyGroup(), textAttr(n, addr, index)))
}

// withFractalHeap is a file whose root has its members in a heap.
func withFractalHeap(width uint16, start, most uint64) []byte {
	c := newCraft()
	b := append([]byte("FRHP"), 0, 7, 0, 0, 0, 2)
	b = le.AppendUint32(b, 4096)
	b = append(b, make([]byte, 12*8)...)
	b = le.AppendUint16(b, width)
	b = le.AppendUint64(le.AppendUint64(b, start), most)
	b = append(b, 40, 0, 1, 0)
	b = le.AppendUint16(le.AppendUint64(b, superblockSize), 0)
	heap := c.put(le.AppendUint32(b, lookup3(b)))
	info := le.AppendUint64(le.AppendUint64([]byte{0, 0}, heap), superblockSize)
	return c.file(c.object(message(nil, msgLinkInfo, false, info)))
}

// TestCut cuts files short, at every 64 bytes.
func TestCut(t *testing.T) {
	paths := []string{"testdata/keras/cnn.weights.h5", "testdata/keras/text_rnn.legacy.h5"}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(b); n += 64 {
			if _, err := Open(bytes.NewReader(b[:n]), int64(n)); err == nil {
				t.Errorf("%s: read with %d of %d bytes", path, n, len(b))
			}
		}
	}
}
