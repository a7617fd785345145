package plot

import (
	"math"
	"strconv"
)

// A picture is a sample's input as grey cells.
type picture struct {
	rows, cols int
	h, w       int       // cells drawn
	cell       float64   // px
	v          []float64 // h × w, scaled to [0, 1]
}

// pictureSide is how large a picture is drawn, in px.
const pictureSide = 84

// newPicture makes the picture of the sample, or nil if it is none.
func newPicture(in *Input, s *Sample) *picture {
	if s == nil || len(s.X) == 0 {
		return nil
	}
	p := &picture{rows: s.Rows, cols: s.Cols}
	if p.rows == 0 {
		p.rows, p.cols = guessSize(in.Shape)
	}
	if p.rows == 0 || p.rows*p.cols == 0 || len(s.X)%(p.rows*p.cols) != 0 {
		return nil
	}
	k := (max(p.rows, p.cols) + pictureSide/2 - 1) / (pictureSide / 2) // pixels to a cell's side
	p.h, p.w = (p.rows+k-1)/k, (p.cols+k-1)/k
	p.cell = float64(pictureSide / max(p.h, p.w))
	p.shrink(s.X, k)
	return p
}

// guessSize tells the size of the picture that a shape looks like, or 0, 0.
func guessSize(s []int) (rows, cols int) {
	switch {
	case len(s) == 1:
		for _, side := range [...]int{8, 16, 28, 32} {
			if s[0] == side*side {
				return side, side
			}
		}
	case len(s) == 2 && s[0] > 4 && s[1] > 4 && s[0] == s[1],
		len(s) == 3 && (s[2] == 1 || s[2] == 3) && s[1] > 4:
		return s[0], s[1]
	}
	return 0, 0
}

// shrink averages k × k pixels and all channels into each cell, and scales
// the cells from the darkest to the brightest.
func (p *picture) shrink(x []float32, k int) {
	channels := len(x) / (p.rows * p.cols)
	p.v = make([]float64, p.h*p.w)
	n := make([]float64, p.h*p.w)
	for i, v := range x {
		at := i / channels
		c := at/p.cols/k*p.w + at%p.cols/k
		p.v[c] += finite(float64(v))
		n[c]++
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for c := range p.v {
		p.v[c] /= n[c]
		lo, hi = min(lo, p.v[c]), max(hi, p.v[c])
	}
	for c := range p.v {
		if hi > lo {
			p.v[c] = (p.v[c] - lo) / (hi - lo)
		}
	}
}

// draw draws the picture around (cx, cy): ink where the numbers are large,
// in six steps, one path each.
func (p *picture) draw(pg *page, cx, cy float64) {
	w, h := float64(p.w)*p.cell, float64(p.h)*p.cell
	x0, y0 := cx-w/2, cy-h/2
	pg.add(&box{x0 - 3, y0 - 3, w + 6, h + 6, 4, style{role: "picture", fill: node, line: rim, width: 1}})
	const shades = 6
	for shade := 1; shade <= shades; shade++ {
		cells := &path{style: style{role: "pixels", fill: ink, fillFaded: float64(shade) / shades}}
		for c, v := range p.v {
			if int(float64(v*shades)+0.5) != shade {
				continue
			}
			x, y := x0+float64(float64(c%p.w)*p.cell), y0+float64(float64(c/p.w)*p.cell)
			cells.join(x, y, x+p.cell, y, x+p.cell, y+p.cell, x, y+p.cell)
			cells.steps = append(cells.steps, step{op: 'Z'})
		}
		if len(cells.steps) > 0 {
			pg.add(cells)
		}
	}
}

func (p *picture) String() string {
	return strconv.Itoa(p.rows) + " × " + strconv.Itoa(p.cols) + " pixels"
}
