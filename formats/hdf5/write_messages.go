package hdf5

// What is written has the older structures, as h5py writes them unless it is
// told otherwise, so that every reader of HDF5 reads it. Addresses and lengths
// have 8 bytes.

// maxMessage is the most bytes of a header message, a multiple of 8.
const maxMessage = 65528

// message appends a header message, padded to a multiple of 8 bytes.
func message(b []byte, kind int, constant bool, data []byte) []byte {
	flags := byte(0)
	if constant {
		flags = 1
	}
	b = le.AppendUint16(b, uint16(kind))
	b = le.AppendUint16(b, uint16(len(pad(data))))
	b = append(b, flags, 0, 0, 0)
	return append(b, pad(data)...)
}

// pad appends zeros up to a multiple of 8 bytes.
func pad(b []byte) []byte { return append(b, make([]byte, -len(b)&7)...) }

// objectHeader puts n messages behind a header's prefix.
func objectHeader(n int, messages []byte) []byte {
	b := []byte{1, 0}
	b = le.AppendUint16(b, uint16(n))
	b = le.AppendUint32(b, 1) // links to the object
	b = le.AppendUint32(b, uint32(len(messages)))
	return append(pad(b), messages...)
}

// dataspaceMessage is a shape that cannot change; nil is a scalar.
func dataspaceMessage(shape []int) []byte {
	b := []byte{1, byte(len(shape)), 0, 0, 0, 0, 0, 0}
	if len(shape) == 0 {
		return b
	}
	b[2] = 1 // the longest lengths follow the lengths
	for range 2 {
		for _, d := range shape {
			b = le.AppendUint64(b, uint64(d))
		}
	}
	return b
}

// datatypeMessage is one of the types that are written, little-endian.
func datatypeMessage(t Type) []byte {
	size, bits := byte(t.Size), byte(8*t.Size)
	switch {
	case t.Class == String: // of any length, UTF-8, made of bytes
		b := []byte{0x19, 1, 1, 0, size, 0, 0, 0}
		return append(b, datatypeMessage(Type{Class: Integer, Size: 1})...)
	case t.Class == Float && t.Size == 4:
		return []byte{0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0}
	case t.Class == Float:
		return []byte{0x11, 0x20, 63, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, 0xff, 3, 0, 0}
	case t.Signed:
		return []byte{0x10, 8, 0, 0, size, 0, 0, 0, 0, 0, bits, 0}
	}
	return []byte{0x10, 0, 0, 0, size, 0, 0, 0, 0, 0, bits, 0}
}

// fillMessage says that space is taken when data is written, and that elements
// never written are zero.
func fillMessage() []byte { return []byte{2, 2, 2, 1, 0, 0, 0, 0} }

// layoutMessage says where the elements lie.
func layoutMessage(addr, size uint64) []byte {
	b := le.AppendUint64([]byte{3, contiguous}, addr)
	return le.AppendUint64(b, size)
}

// attributeMessage is an attribute with its data.
func attributeMessage(a *treeAttr) []byte {
	name := append([]byte(a.name), 0)
	kind, space := datatypeMessage(a.kind), dataspaceMessage(a.shape)
	b := []byte{1, 0}
	for _, part := range [][]byte{name, kind, space} {
		b = le.AppendUint16(b, uint16(len(part)))
	}
	for _, part := range [][]byte{name, kind, space} {
		b = append(b, pad(part)...)
	}
	for _, v := range a.ints {
		b = le.AppendUint64(b, uint64(v))
	}
	for i := range a.texts {
		b = a.texts[i].append(b)
	}
	return pad(b)
}
