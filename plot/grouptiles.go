package plot

// groupSums draws a layer of weighted sums at every position, and under
// them its activation, at every position anew.
func (d *drawing) groupSums(l *Layer) {
	above := d.out
	top := d.open(false)
	g := newGroups(l.Shape)
	y := top + 18 + small
	facts := l.facts()
	base := d.headings(top+26, l.Name, l.kind(), append(facts, notes(l)...)...)
	var rows []row
	for k, p := range g.at {
		r := newGroup(l.units(), p.x)
		rows = append(rows, r)
		d.fan(above, g, k, r, y-small, l.Window)
		var v []float32
		if k == 0 && d.sampled(l) {
			v = l.Z
		}
		d.units(r, y, small, "z", v, 1, unit{i: -1})
		d.dots(r, y+4.5, muted, "")
	}
	d.groupAct(l, g, rows, top, y+small, base)
}

// groupTiles draws an activation at every position without new sums.
func (d *drawing) groupTiles(l *Layer) {
	above := d.out
	top := d.open(true)
	g := newGroups(l.Shape)
	base := d.headings(top+26, l.Name, l.kind(), append(l.facts(), notes(l)...)...)
	var rows []row
	for _, p := range g.at {
		rows = append(rows, newGroup(l.units(), p.x))
	}
	d.groupAct(l, g, rows, top, above.y, base)
}

// fan connects the k-th position with the same one above it, and with its
// neighbours if the layer looks through a window.
func (d *drawing) fan(above outlet, g *groups, k int, r row, y float64, window bool) {
	if above.groups == nil {
		d.mesh(r, y, r.first()-1) // no position above: every number reaches every sum
		return
	}
	from := nearest(above.groups, r)
	own := &path{style: style{role: "fan", line: muted, width: 1}}
	beside := &path{style: style{role: "mesh", line: edge, width: 0.75, lineFaded: 0.6}}
	sources := []float64{above.groups.at[from].x}
	if above.rows != nil {
		sources = above.rows[from].xs()
	}
	for _, to := range r.xs() {
		for _, x := range sources {
			own.join(x, above.y, to, y)
		}
		for _, x := range neighbours(above.groups, from) {
			if window {
				beside.join(x, above.y, to, y)
			}
		}
	}
	if len(beside.steps) > 0 {
		d.under(beside)
	}
	d.under(own)
}

// nearest is the position of g closest to the middle of r.
func nearest(g *groups, r row) int {
	best, mid := 0, (r.first()+r.last())/2
	for i, p := range g.at {
		if abs(p.x-mid) < abs(g.at[best].x-mid) {
			best = i
		}
	}
	return best
}

// neighbours are the places beside position k, the gap among them.
func neighbours(g *groups, k int) []float64 {
	all := g.xs()
	if g.hidden != 0 {
		last := len(all) - 1
		all = append(all[:last:last], g.gap, all[last])
		if k == last {
			k++
		}
	}
	var xs []float64
	if k > 0 {
		xs = append(xs, all[k-1])
	}
	if k+1 < len(all) {
		xs = append(xs, all[k+1])
	}
	return xs
}

func abs(v float64) float64 { return max(v, -v) }

// groupAct draws the activation at every position and ends the panel.
func (d *drawing) groupAct(l *Layer, g *groups, rows []row, top, from, base float64) {
	var out, bottom float64
	switch {
	case l.Vectorwise:
		out, bottom = d.groupTogether(l, g, rows, from, base)
	case l.Activation != "":
		out, bottom = d.groupAlone(l, g, rows, from, base)
	default:
		d.more(g, from-small+4.5, muted)
		out = d.places(g, from+16, muted)
		bottom = base
	}
	d.out = outlet{y: out, groups: g, rows: rows}
	for _, r := range rows {
		d.out.xs = append(d.out.xs, r.xs()...)
	}
	d.close(top, max(bottom+14, out+18))
}

// groupAlone draws one small tile for each number of each position.
func (d *drawing) groupAlone(l *Layer, g *groups, rows []row, from, base float64) (out, bottom float64) {
	const w, h = 32, 26
	y := max(from+18, d.y+30)
	c := curveOf(l)
	for k, r := range rows {
		for _, u := range r.units {
			d.arrow(u.x, from, y, rim)
			d.add(&box{u.x - w/2, y, w, h, 6, style{role: "each", fill: eachFill, line: eachLine, width: 1.25}})
			c.draw(&d.page, u.x, y+h/2, w, h)
			if k == 0 && d.sampled(l) {
				c.dot(&d.page, u.x, y+h/2, w, h, float64(l.Z[u.i]))
				s := brief(float64(l.Y[u.i]), 1)
				d.write(u.x, y+h+16, fitting(s, smallSlot-3, 11, true), middle, eachText, true, s)
			}
		}
		d.dots(r, y+h/2+4.5, eachText, "")
	}
	d.more(g, y+h/2+4.5, eachText)
	d.eachCaption(l, max(y+12, base+24))
	out = y + h
	if d.sampled(l) {
		out += 20
	}
	return d.places(g, out+16, eachText), max(y+29, base+41)
}

// places writes the name of each position, and returns where its numbers
// come out.
func (d *drawing) places(g *groups, y float64, fill paint) float64 {
	for _, p := range g.at {
		d.write(p.x, y, 12, middle, fill, true, elide(p.name, groupWidth, 12, true))
	}
	return y + 6
}

// groupTogether draws one tile for each position.
func (d *drawing) groupTogether(l *Layer, g *groups, rows []row, from, base float64) (out, bottom float64) {
	const h, chip, chipHigh = 44, 26, 28
	y := max(from+30, d.y+30, base+7)
	under := y + h + 24
	for k, r := range rows {
		for _, x := range r.xs() {
			d.arrow(x, from, y, allLine)
			d.arrow(x, y+h, under, allLine)
		}
		x := g.at[k].x
		d.wideBox(x-groupWidth/2, y, groupWidth, h)
		d.groupWords(l, x, y)
		d.groupChips(l, r, under, chip, chipHigh, k == 0 && d.sampled(l))
		name := g.at[k].name
		if l.SumsToOne {
			name += ": total 1"
		}
		d.write(x, under+47, 12, middle, allText, true, elide(name, groupWidth, 12, true))
	}
	d.more(g, y+27, allText)
	d.label(y+17, allText, "acts on "+count(l.units())+" together"+times(l.Shape))
	d.caption(y+35, "over the last axis, at each position anew")
	return under + 53, under + 53
}

// groupWords writes what one tile does.
func (d *drawing) groupWords(l *Layer, x, y float64) {
	s := l.function() + " over " + count(l.units())
	size := fitting(s, groupWidth-10, 13, true)
	s = elide(s, groupWidth-8, size, true)
	if !l.SumsToOne {
		d.write(x, y+27, size, middle, allText, true, s)
		return
	}
	d.write(x, y+19, size, middle, allText, true, s)
	d.write(x, y+36, 12, middle, allText, true, "Σ = 1")
}

// groupChips draws the numbers that come out at one position.
func (d *drawing) groupChips(l *Layer, r row, y, w, h float64, sampled bool) {
	for k, u := range r.units {
		s := sub(result(l), u.i)
		if sampled {
			s = brief(float64(l.Y[u.i]), 2)
			if l.SumsToOne && len(s) > 1 && s[0] == '0' {
				s = s[1:]
			}
		}
		d.chip(u.x, y, w, h, s)
		if k > 0 && l.SumsToOne && u.x-r.units[k-1].x < smallSlot+1 {
			d.write(u.x-smallSlot/2, y+19, 12, middle, muted, false, "+")
		}
	}
	d.dots(r, y+19, muted, "")
}

// times says how often a vector-wise activation is called for one sample,
// where that is known.
func times(s []int) string {
	if n := size(s[:len(s)-1]); n > 1 {
		return ", " + count(n) + " times"
	}
	return ""
}
