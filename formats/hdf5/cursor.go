package hdf5

import "bytes"

// cursor reads fields one after another. Behind its end it gives zeros and
// remembers it, so that a structure's fields are read first and checked once.
type cursor struct {
	b    []byte
	p    int
	off  int64 // byte of the file where b starts
	src  *source
	what string
	past bool
}

// here is the byte of the file the next field starts at.
func (c *cursor) here() int64 { return c.off + int64(c.p) }

// left is the number of bytes not yet read.
func (c *cursor) left() int { return len(c.b) - c.p }

// take returns the next n bytes, or nil if there are fewer.
func (c *cursor) take(n int) []byte {
	if n < 0 || n > c.left() {
		c.past = true
		c.p = len(c.b)
		return nil
	}
	c.p += n
	return c.b[c.p-n : c.p : c.p]
}

// uint returns an unsigned little-endian number of n bytes, at most 8.
func (c *cursor) uint(n int) (v uint64) {
	b := c.take(n)
	for i := len(b) - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[i])
	}
	return v
}

func (c *cursor) u8() int        { return int(c.uint(1)) }
func (c *cursor) u16() int       { return int(c.uint(2)) }
func (c *cursor) u32() uint32    { return uint32(c.uint(4)) }
func (c *cursor) length() uint64 { return c.uint(c.src.lenSize) }

// addr returns an address, none if it is undefined.
func (c *cursor) addr() uint64 {
	v := c.uint(c.src.addrSize)
	if v == none>>(64-8*c.src.addrSize) {
		return none
	}
	return v
}

// sub cuts the next n bytes out as a cursor of their own.
func (c *cursor) sub(n int, what string) *cursor {
	off := c.here()
	return &cursor{b: c.take(n), off: off, src: c.src, what: what, past: c.past}
}

// fail is an error at the start of what the cursor reads.
func (c *cursor) fail(format string, args ...any) error {
	return fail(c.off, c.what+": "+format, args...)
}

// ok returns an error if a field lay behind the end.
func (c *cursor) ok() error {
	if c.past {
		return c.fail("cut short: it has only %d bytes", len(c.b))
	}
	return nil
}

// expect reads the four letters a structure starts with and its version.
func (c *cursor) expect(signature string, version int) error {
	if s := c.take(len(signature)); string(s) != signature {
		return c.fail("no signature %q at its start", signature)
	}
	if v := c.u8(); v != version {
		return c.fail("version %d is not supported, only %d", v, version)
	}
	return nil
}

// sum checks the checksum that follows over all bytes before it.
func (c *cursor) sum() error {
	have := lookup3(c.b[:c.p])
	if want := c.u32(); !c.past && want != have {
		return c.fail("wrong checksum: the file says %08x, its bytes give %08x", want, have)
	}
	return c.ok()
}

// text returns the characters up to the first NUL.
func text(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}
