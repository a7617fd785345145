package hdf5

import (
	"encoding/binary"
	"io"
)

// maxBlock is the most bytes that one structure of a file may have. The
// biggest in real files are heaps of strings.
const maxBlock = 64 << 20

// none is the address of nothing.
const none = ^uint64(0)

// source is the file under a reader: addresses count from base.
type source struct {
	r          io.ReaderAt
	size, base int64
	addrSize   int // bytes of an address
	lenSize    int // bytes of a length
}

// offset returns the byte of the file that n bytes at an address start at.
func (s *source) offset(addr, n uint64, what string) (int64, error) {
	room := uint64(s.size - s.base)
	if addr > room || n > room-addr {
		return 0, fail(-1, "%s: %d bytes at address %d lie outside the file of %d bytes", what, n, addr, s.size)
	}
	return s.base + int64(addr), nil
}

// budget bounds the work of one operation. The structures of a file do not
// overlap and are read once, and so are the objects in them: an operation that
// reads more than twice the file has met a lie.
type budget struct {
	left int64
	seen map[uint64]bool
}

func (s *source) budget() *budget {
	return &budget{left: 2 * s.size, seen: map[uint64]bool{}}
}

// visit marks an address as read, once.
func (b *budget) visit(addr uint64, what string) error {
	if b.seen[addr] {
		return fail(-1, "%s: address %d comes twice: the structures form a loop", what, addr)
	}
	b.seen[addr] = true
	return nil
}

// take charges n bytes.
func (b *budget) take(n uint64, what string) error {
	if n > uint64(b.left) {
		return fail(-1, "%s: structures overlap: together they would be larger than the file", what)
	}
	b.left -= int64(n)
	return nil
}

// block reads n bytes of a structure.
func (s *source) block(b *budget, addr, n uint64, what string) (*cursor, error) {
	if n > maxBlock {
		return nil, fail(-1, "%s at address %d has %d bytes, more than the allowed %d", what, addr, n, maxBlock)
	}
	off, err := s.offset(addr, n, what)
	if err != nil {
		return nil, err
	}
	if err := b.take(n, what); err != nil {
		return nil, err
	}
	data := make([]byte, n)
	if err := s.full(data, off); err != nil {
		return nil, err
	}
	return &cursor{b: data, off: off, src: s, what: what}, nil
}

// full reads len(b) bytes from a byte of the file on.
func (s *source) full(b []byte, offset int64) error {
	if n, err := s.r.ReadAt(b, offset); n < len(b) {
		return readError(offset, err)
	}
	return nil
}

// mul multiplies sizes, and reports whether the product fits an int64.
func mul(a, b uint64) (uint64, bool) {
	if a != 0 && b > (1<<63-1)/a {
		return 0, false
	}
	return a * b, true
}

var le = binary.LittleEndian
