package hdf5

import "math"

// maxRank is the most axes the format allows.
const maxRank = 32

// space is a shape, and how far its axes may grow.
type space struct {
	dims, max []uint64 // max is none where an axis may grow without end
	n         uint64   // number of elements: fits an int
	null      bool     // no elements and no shape, which is given as (0)
}

// dataspace reads a dataspace message.
func dataspace(c *cursor) (space, error) {
	var s space
	version, rank, flags := c.u8(), c.u8(), c.u8()
	switch version {
	case 1:
		c.take(5)
	case 2:
		s.null = c.u8() == 2
	default:
		return s, c.fail("version %d is not supported, only 1 and 2", version)
	}
	if rank > maxRank {
		return s, c.fail("%d axes, more than the allowed %d", rank, maxRank)
	}
	if flags&2 != 0 && version == 1 {
		return s, c.fail("permuted axes are not supported")
	}
	s.dims = lengths(c, rank)
	s.max = s.dims
	if flags&1 != 0 {
		s.max = lengths(c, rank)
	}
	if s.null {
		s.dims, s.max = []uint64{0}, []uint64{0}
	}
	return s, s.check(c)
}

// lengths reads one length per axis.
func lengths(c *cursor, rank int) []uint64 {
	var dims []uint64
	for range rank {
		v := c.length()
		if v == none>>(64-8*c.src.lenSize) {
			v = none
		}
		dims = append(dims, v)
	}
	return dims
}

// check makes sure that the number of elements can be counted, as if no axis
// were empty, so that products of some axes can be counted too.
func (s *space) check(c *cursor) error {
	if err := c.ok(); err != nil {
		return err
	}
	product, ok := uint64(1), true
	for i, d := range s.dims {
		if d > s.max[i] {
			return c.fail("axis %d is %d long, beyond its maximum %d", i, d, s.max[i])
		}
		if product, ok = mul(product, max(d, 1)); !ok || product > math.MaxInt {
			return c.fail("shape %v has too many elements to count", s.dims)
		}
	}
	s.n = 1
	for _, d := range s.dims {
		s.n *= d
	}
	return nil
}

// shape returns the axes as the exported functions give them.
func (s *space) shape() []int {
	var shape []int
	for _, d := range s.dims {
		shape = append(shape, int(d))
	}
	return shape
}
