package plot

import "math"

// An element-wise tile, in px.
const (
	tileWidth  = 40
	tileHeight = 30
)

// sums draws a layer of weighted sums, each connected with every number
// before it, and under them its activation.
func (d *drawing) sums(i int, l *Layer) {
	top := d.open(false)
	r := d.rowOf(i, l.units())
	hot := d.highlight(i, r)
	y := top + 16 + radius
	d.mesh(r, y-radius, hot.x)
	facts := l.facts()
	if l.Vectorwise {
		facts = append(facts, "no function inside the node")
	}
	facts = append(facts, notes(l)...)
	base := d.headings(top+26, l.Name, l.kind(), facts...)
	d.circles(r, y, hot, l)
	d.act(l, r, hot, top, y+radius, base)
}

// tiles draws an activation without new sums.
func (d *drawing) tiles(i int, l *Layer) {
	above := d.out
	top := d.open(true)
	r := d.rowOf(i, l.units())
	base := d.headings(top+26, l.Name, l.kind(), append(l.facts(), notes(l)...)...)
	d.act(l, r, d.highlight(i, r), top, above.y, base)
}

// act draws what is applied to the sums of r, which come out at from, and
// ends the panel. Captions stand below the line base.
func (d *drawing) act(l *Layer, r row, hot unit, top, from, base float64) {
	var out, bottom float64
	switch {
	case l.Vectorwise:
		out, bottom = d.together(l, r, hot, from, base)
	case l.Activation != "":
		out, bottom = d.alone(l, r, top, from, base)
	default:
		out, bottom = from, base
	}
	if d.isLast(l) && !l.Vectorwise {
		bottom = max(bottom, d.nameRow(r, out+17, rowX-8)+4)
	}
	d.out = outlet{y: out, xs: r.xs()}
	d.close(top, max(bottom+14, out+12))
}

func notes(l *Layer) []string {
	if l.Note == "" {
		return nil
	}
	return []string{l.Note}
}

// highlight is the unit whose connections are shown in ink: the predicted
// output, or one near the middle.
func (d *drawing) highlight(i int, r row) unit {
	for _, u := range r.units {
		if i >= d.tail && u.i == d.must {
			return u
		}
	}
	if r.n > 10 {
		return r.units[3]
	}
	return r.units[min(4, r.n/2)]
}

// circles draws the sums of a layer, with the sample's numbers inside where
// there is no softmax to show them.
func (d *drawing) circles(r row, y float64, hot unit, l *Layer) {
	var v []float32
	if d.sampled(l) && !l.Vectorwise {
		v = l.Z
	}
	d.units(r, y, radius, "z", v, 2, hot)
	d.dots(r, y+4.5, muted, "more")
}

// units draws a circle for each unit: with its number in v, to so many
// decimals, or where there is none with its name.
func (d *drawing) units(r row, y, radius float64, name string, v []float32, decimals int, hot unit) {
	labels, size := make([]string, len(r.units)), 13.0
	for k, u := range r.units {
		labels[k] = sub(name, u.i)
		if v != nil {
			labels[k] = brief(float64(v[u.i]), decimals)
			size = min(size, 11)
		}
		size = min(size, fitting(labels[k], 2*radius-4, size, false))
	}
	for k, u := range r.units {
		w := 1.25
		if u == hot {
			w = 2.25
		}
		d.add(&disc{u.x, y, radius, style{role: "unit", fill: node, line: rim, width: w}})
		d.write(u.x, y+float64(0.35*size), size, middle, ink, false, elide(labels[k], 2*radius-2, size, false))
	}
}

// sampled tells whether the layer has a sample's numbers to show.
func (d *drawing) sampled(l *Layer) bool {
	return d.n.Sample != nil && len(l.Z) > 0 && len(l.Y) > 0
}

// alone draws an element-wise activation: one tile under each sum. It
// returns where its numbers come out and where the captions end.
func (d *drawing) alone(l *Layer, r row, top, from, base float64) (out, bottom float64) {
	y := from + 20
	if l.form() == tiles {
		y = top + 37
	}
	sampled := d.sampled(l)
	c := curveOf(l)
	for _, u := range r.units {
		d.arrow(u.x, from, y, rim)
		d.add(&box{u.x - tileWidth/2, y, tileWidth, tileHeight, 6, style{role: "each", fill: eachFill, line: eachLine, width: 1.25}})
		c.draw(&d.page, u.x, y+tileHeight/2, tileWidth, tileHeight)
		if sampled {
			c.dot(&d.page, u.x, y+tileHeight/2, tileWidth, tileHeight, float64(l.Z[u.i]))
			s := brief(float64(l.Y[u.i]), 2)
			d.write(u.x, y+tileHeight+17, fitting(s, slot-4, 12, true), middle, eachText, true, s)
		}
	}
	d.dots(r, y+tileHeight/2+4.5, eachText, l.function())
	d.eachCaption(l, max(y+12, base+24))
	out = y + tileHeight
	if sampled {
		out += 24
	}
	return out, max(y+29, base+41)
}

// eachCaption says what the small tiles are.
func (d *drawing) eachCaption(l *Layer, y float64) {
	d.label(y, eachText, "acts on each unit alone")
	n := l.units()
	switch call := clean(l.Activation); {
	case call != l.function():
		d.caption(y+17, count(n)+" × "+call)
	case n == 1:
		d.caption(y+17, "1 small curve, one number")
	default:
		d.caption(y+17, count(n)+" small curves, one number each")
	}
}

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
	if n >= 2 {
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
