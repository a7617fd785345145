package hdf5

import (
	"io"
	"strconv"
)

const signature = "\x89HDF\r\n\x1a\n"

// superblock finds and reads the file's first structure and returns the
// address of the root group's header.
func (s *source) superblock() (root uint64, err error) {
	if err := s.locate(); err != nil {
		return 0, err
	}
	s.addrSize, s.lenSize = 8, 8
	c := s.start()
	c.take(len(signature))
	switch v := c.u8(); v {
	case 0, 1:
		return s.superblock0(c, v)
	case 2, 3:
		return s.superblock2(c, v)
	default:
		return 0, c.fail("version %d is not supported, only 0 to 3", v)
	}
}

// start reads what there may be of a superblock.
func (s *source) start() *cursor {
	b := make([]byte, min(s.size-s.base, 128))
	n, _ := s.r.ReadAt(b, s.base)
	return &cursor{b: b[:n], off: s.base, src: s, what: "superblock"}
}

// locate sets base to where the signature is: at 0 or, behind a user block, at
// 512, 1024, 2048 and so on.
func (s *source) locate() error {
	var b [len(signature)]byte
	for at := int64(0); at >= 0 && at <= s.size-int64(len(b)); at = max(512, 2*at) {
		if _, err := s.r.ReadAt(b[:], at); err != nil && err != io.EOF {
			return readError(at, err)
		}
		if string(b[:]) == signature {
			s.base = at
			return nil
		}
	}
	return fail(0, "not an HDF5 file: it does not start with %s", strconv.Quote(signature))
}

// sizes reads how many bytes an address and a length have.
func (s *source) sizes(c *cursor) error {
	s.addrSize, s.lenSize = c.u8(), c.u8()
	for _, n := range []int{s.addrSize, s.lenSize} {
		if n != 2 && n != 4 && n != 8 {
			return c.fail("addresses of %d and lengths of %d bytes are not supported, only of 2, 4 and 8", s.addrSize, s.lenSize)
		}
	}
	return nil
}

// ends compares the end of the file that the superblock states with the truth.
func (s *source) ends(c *cursor, base, end uint64) error {
	if err := c.ok(); err != nil {
		return err
	}
	if end == none || end < base || end-base > uint64(s.size-s.base) {
		return c.fail("the file should end at byte %d, but has only %d", end, s.size)
	}
	return nil
}

func (s *source) superblock0(c *cursor, version int) (root uint64, err error) {
	c.take(4) // versions of other structures, which these state themselves
	if err := s.sizes(c); err != nil {
		return 0, err
	}
	c.take(9) // B-tree sizes, which the nodes bound themselves, and flags
	if version == 1 {
		c.take(4)
	}
	base, _, end, driver := c.addr(), c.addr(), c.addr(), c.addr()
	c.addr() // the root has no name
	root = c.addr()
	if err := s.ends(c, base, end); err != nil {
		return 0, err
	}
	if driver != none {
		return 0, c.fail("a file in several parts (driver information) is not supported")
	}
	return root, nil
}

func (s *source) superblock2(c *cursor, version int) (root uint64, err error) {
	if err := s.sizes(c); err != nil {
		return 0, err
	}
	flags := c.u8()
	base, _, end := c.addr(), c.addr(), c.addr() // between them, the extension: hints for writers
	root = c.addr()
	if err := s.ends(c, base, end); err != nil {
		return 0, err
	}
	if err := c.sum(); err != nil {
		return 0, err
	}
	if version == 3 && flags&5 != 0 {
		return 0, c.fail("the file is being written, or its writer did not close it")
	}
	return root, nil
}
