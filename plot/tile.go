package plot

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
