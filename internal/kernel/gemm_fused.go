package kernel

import "unsafe"

// products is what a set with fused multiply-add has for products. The columns
// of C are cut into panels of width, the rows into blocks of about equal
// height, k into depths; a tile is a block of rows in a panel. Only speed
// depends on any of it.
type products struct {
	width               int // columns of a tile; a narrow one has half, a slim one a quarter
	depth               int // at most; measured, with rows
	rows                int // of op(A) at a time, at most; so deep they fit the second-level cache
	whole, wide, narrow kernels
	slim                kernels // or none
	row                 func(k int, x *float32, xStep int, b *float32, bStep int, n int, c *float32)
	dots32, dots8       func(quads int, x *float32, b *float32, bStep int, c *float32) // or nil
	dotsFar             func(quads int, x *float32, b *float32, bStep int, c *float32) // dots32 for farStep
	turn8, turn4        func(k int, src *float32, srcStep int, dst *float32, dstStep int)
	lift4               func(k int, src *float32, srcStep int, dst *float32, dstStep, second int)
}

// kernels are tile kernels by their height. Those that keep copy the panel of B
// to a place of its own for the blocks of rows that follow.
type kernels struct{ use, keep []func(*tile) }

// tile is what a tile kernel is told. It goes down over blocks of rows of C,
// and leaves a and c behind the last of them: so they are addresses, not
// pointers, and something else keeps the memory alive. Steps are in bytes. The
// assembly knows the fields by their order.
type tile struct {
	k      int     // products of each element; at least 1
	a      uintptr // op(A) of the first block
	aRow   int     // from a row to the next
	aStep  int     // from an element of a row to the next
	aBlock int     // from a block to the next
	b      uintptr // a row of op(B) lies together
	bStep  int     // from a row of op(B) to the next
	c      uintptr
	cRow   int     // from a row of C to the next
	blocks int     // at least 1; 0 afterwards
	load   int     // 1: the sums start from C, 0: from 0
	cols   int     // of an edge kernel
	keep   uintptr // where the panel of B goes
}

// multiply computes a product.
func (s *products) multiply(p *product) {
	switch {
	case p.m > 1:
		s.tiles(p)
		return
	case p.a.packer != nil || p.b.packer != nil:
		s.rowTimesFetched(p)
	default:
		s.oneRow(p)
	}
	p.finish(0, 1, 0, p.n)
}

// address is where s begins; it keeps nothing alive.
func address(s []float32) uintptr { return uintptr(unsafe.Pointer(&s[0])) }
