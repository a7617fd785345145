package hdf5

// heapRef is a string that is to be written, and where the global heap has it.
type heapRef struct {
	text  string
	addr  uint64
	index uint32
}

const heapRefSize = 16

// append appends the reference. A string without characters has no place.
func (r *heapRef) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(r.text)))
	b = le.AppendUint64(b, r.addr)
	return le.AppendUint32(b, r.index)
}

// The sizes of collections of the global heap.
const (
	heapLeast   = 4096    // as the format demands
	heapMost    = 1 << 16 // but for a single string that is longer
	heapHead    = 16      // of a collection, and of an object in it
	heapObjects = 1<<16 - 1
)

// collections divides strings into collections and returns the size of each
// with the strings in it, to which it gives their index.
func collections(refs []*heapRef) (sizes []uint64, parts [][]*heapRef) {
	for len(refs) > 0 {
		size, n := uint64(heapHead), 0
		for ; n < len(refs) && n < heapObjects; n++ {
			need := heapHead + uint64(len(refs[n].text)+7)&^7
			if n > 0 && size+need > heapMost-heapHead {
				break
			}
			size += need
			refs[n].index = uint32(n + 1)
		}
		sizes = append(sizes, max(size+heapHead, heapLeast)) // what is left is one free object
		parts = append(parts, refs[:n])
		refs = refs[n:]
	}
	return sizes, parts
}

// collection is a collection of the global heap.
func collection(size uint64, refs []*heapRef) []byte {
	b := append(make([]byte, 0, size), "GCOL\x01\x00\x00\x00"...)
	b = le.AppendUint64(b, size)
	for _, r := range refs {
		b = le.AppendUint16(b, uint16(r.index))
		b = append(b, 0, 0, 0, 0, 0, 0)
		b = le.AppendUint64(b, uint64(len(r.text)))
		b = pad(append(b, r.text...))
	}
	free := size - uint64(len(b))
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	b = le.AppendUint64(b, free)
	return append(b, make([]byte, free-heapHead)...)
}
