package plot

import "math"

// A curve is an element-wise function, ready for a tile.
type curve struct {
	name string
	f    func(float64) float64 // nil: only the name is drawn
	half float64               // drawn for x in [−half, half]
	lo   float64               // of its values
	hi   float64
}

// curveOf chooses what part of the activation a tile shows: ±2, or ±5 for a
// function that levels off on both sides.
func curveOf(l *Layer) curve {
	c := curve{name: l.function(), f: l.Curve, half: 2}
	if c.f == nil {
		return c
	}
	if levels := c.f(8) - c.f(4); math.Abs(levels) < 0.2*math.Abs(c.f(4)-c.f(-4)) && math.Abs(c.f(-8)-c.f(-4)) < 0.2*math.Abs(c.f(4)-c.f(-4)) {
		c.half = 5
	}
	for k := range curvePoints {
		y := finite(c.f(c.x(k)))
		c.lo, c.hi = min(c.lo, y), max(c.hi, y)
	}
	if c.hi == c.lo {
		c.hi = c.lo + 1
	}
	return c
}

// curvePoints is odd, so that the corner of relu is one of them.
const curvePoints = 41

func (c curve) x(k int) float64 { return float64((float64(2*k)/(curvePoints-1) - 1) * c.half) }

// at is where the function's value at x lies in a tile around (cx, cy).
func (c curve) at(x, cx, cy, w, h float64) (px, py float64) {
	t := (finite(c.f(x)) - c.lo) / (c.hi - c.lo)
	return cx + float64(x/c.half*(w-10)/2), cy + float64((0.5-t)*(h-13))
}

// draw draws the axis and the curve.
func (c curve) draw(p *page, cx, cy, w, h float64) {
	if c.f == nil {
		p.write(cx, cy+4, 11, middle, eachText, false, elide(c.name, w-4, 11, false))
		return
	}
	zero := cy + float64((0.5+c.lo/(c.hi-c.lo))*(h-13))
	p.rule(cx-(w-10)/2, cx+(w-10)/2, zero, hairline)
	line := &path{style: style{role: "curve", line: eachLine, width: 2, round: true}}
	for k := range curvePoints {
		px, py := c.at(c.x(k), cx, cy, w, h)
		line.bend(px, py)
	}
	p.add(line)
}

// dot marks the sample's number on the curve.
func (c curve) dot(p *page, cx, cy, w, h, z float64) {
	if c.f == nil || z != z {
		return
	}
	px, py := c.at(max(-c.half, min(c.half, z)), cx, cy, w, h)
	p.add(&disc{px, py, 3.2, style{role: "dot", fill: eachLine}})
}

// bend adds a point to a polyline, in place of the last if that lay on the
// straight way.
func (p *path) bend(x, y float64) {
	n := len(p.steps)
	if n >= 2 && p.steps[n-1].op == 'L' {
		a, b := p.steps[n-2], p.steps[n-1]
		if math.Abs(float64((b.x-a.x)*(y-a.y))-float64((b.y-a.y)*(x-a.x))) < 0.02 {
			p.steps = p.steps[:n-1]
		}
	}
	op := byte('L')
	if n == 0 {
		op = 'M'
	}
	p.steps = append(p.steps, step{op, x, y})
}
