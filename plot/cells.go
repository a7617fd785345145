package plot

import "math"

// cells are numbers as a block of colour, row by row. NaN: there is none.
type cells struct {
	h, w int
	v    []float64
}

// newCells reads h × w numbers.
func newCells(h, w int, at func(r, c int) float32) cells {
	b := cells{h, w, make([]float64, h*w)}
	for i := range b.v {
		b.v[i] = float64(at(i/w, i%w))
	}
	return b
}

// shrink takes the mean of every down × across cells for one.
func (b cells) shrink(down, across int) cells {
	if down == 1 && across == 1 {
		return b
	}
	s := cells{h: (b.h + down - 1) / down, w: (b.w + across - 1) / across}
	s.v = make([]float64, s.h*s.w)
	n := make([]float64, len(s.v))
	for i, v := range b.v {
		if !math.IsNaN(v) {
			to := i/b.w/down*s.w + i%b.w/across
			s.v[to] += v
			n[to]++
		}
	}
	for i := range s.v {
		s.v[i] /= n[i] // NaN where there was nothing
	}
	return s
}

// A scale says which colour a number has. One that is signed has 0 in its middle.
type scale struct {
	lo, hi float64
	signed bool
}

// scaleOf is a scale for all numbers in the blocks.
func scaleOf(blocks ...cells) scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, b := range blocks {
		for _, v := range b.v {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	switch {
	case lo > hi:
		return scale{0, 1, false}
	case lo < 0:
		hi = max(hi, -lo)
		return scale{-hi, hi, true}
	case lo < hi/2, lo == hi:
		lo = 0
	}
	return scale{lo, hi, false}
}

// shades is how many steps a colour has, from nothing to full.
const shades = 20

// shade is the colour of v and its step, 0 to shades.
func (s scale) shade(v float64) (paint, int) {
	p, share := ink, 0.0
	switch {
	case math.IsNaN(v):
		return hairline, shades
	case s.hi <= s.lo:
	case s.signed && v < 0:
		p, share = down, v/s.lo
	case s.signed:
		p, share = up, v/s.hi
	default:
		share = (v - s.lo) / (s.hi - s.lo)
	}
	return p, int(float64(min(max(share, 0), 1)*shades) + 0.5)
}

// block draws cells with its corner at (x, y), each cell cw × ch: neighbours of
// one colour in one piece, all pieces of a colour in one path.
func (p *page) block(b cells, s scale, x, y, cw, ch float64) {
	w, h := float64(b.w)*cw, float64(b.h)*ch
	p.add(&box{x, y, w, h, 0, style{role: "cells", fill: node}})
	type tone struct {
		paint
		step int
	}
	paths := map[tone]*path{}
	var order []tone
	for r := range b.h {
		for c := 0; c < b.w; {
			paint, step := s.shade(b.v[r*b.w+c])
			end := c + 1
			for ; end < b.w; end++ {
				if q, k := s.shade(b.v[r*b.w+end]); q != paint || k != step {
					break
				}
			}
			if t := (tone{paint, step}); step > 0 {
				if paths[t] == nil {
					paths[t] = &path{style: style{role: "cells", fill: paint, fillFaded: float64(step) / shades}}
					order = append(order, t)
				}
				x0, x1 := x+float64(float64(c)*cw), x+float64(float64(end)*cw)
				y0, y1 := y+float64(float64(r)*ch), y+float64(float64(r+1)*ch)
				paths[t].join(x0, y0, x1, y0, x1, y1, x0, y1)
				paths[t].steps = append(paths[t].steps, closing)
			}
			c = end
		}
	}
	for _, t := range order {
		p.add(paths[t])
	}
	p.add(&box{x, y, w, h, 0, style{role: "cells", line: rim, width: 0.75}})
}

// key draws what the colours of s mean, ending at x, and returns where it begins.
func (p *page) key(s scale, x, y, size float64, lo, hi string) float64 {
	const w, high, n = 3, 9, 21
	bar := newCells(1, n, func(_, c int) float32 {
		return float32(s.lo + float64((s.hi-s.lo)*float64(c)/float64(n-1)))
	})
	x -= width(hi, size, false)
	p.write(x, y, size, left, muted, false, hi)
	x -= 5 + n*w
	p.block(bar, s, x, y-high+0.5, w, high)
	x -= 5
	p.write(x, y, size, right, muted, false, lo)
	return x - width(lo, size, false)
}

// words are the ends of a scale.
func (s scale) words() (lo, hi string) { return brief(s.lo, 2), brief(s.hi, 2) }

// closing ends a piece of a path.
var closing = step{op: 'Z'}
