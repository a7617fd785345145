package plot

// input draws what goes into the network.
func (d *drawing) input() {
	in, s := &d.n.Input, d.n.Sample
	d.y = 74
	top := d.y
	pic := newPicture(in, s)
	height := 72.0
	if pic != nil {
		height = 116
	}
	y := top + height/2
	if len(in.Shape) > 1 {
		gs := newGroups(in.Shape)
		d.positions(gs, y-boxHeight/2, in.Shape[len(in.Shape)-1], false)
		d.out = outlet{y: y + boxHeight/2, xs: gs.xs(), groups: gs}
		if pic != nil && (gs.gap == 0 || gs.hidden == 0) {
			pic = nil // no room between the boxes
		}
		if pic != nil {
			pic.draw(&d.page, gs.gap, y)
		} else {
			d.more(gs, y+4.5, muted)
		}
	} else {
		d.inputRow(in, s, pic, y)
	}
	note := clean(in.Note)
	if note == "" && pic != nil {
		note = pic.String()
	}
	if note != "" {
		note = " (" + note + ")"
	}
	d.headings(y-4, in.Name, "Input", numbers(in.Shape)+note)
	d.close(top, top+height)
	switch {
	case pic != nil:
		d.shown = s.X
	case s != nil:
		d.seen(&Layer{Shape: in.Shape, Values: s.X, ChannelsFirst: in.ChannelsFirst})
	}
}

// inputRow draws an input without positions.
func (d *drawing) inputRow(in *Input, s *Sample, pic *picture, y float64) {
	n := in.Shape[0]
	r := newRow(n, -1, slot)
	if first := &d.n.Layers[0]; d.tail == 0 && first.form() != sums && n == first.units() {
		r = d.rowOf(0, n) // nothing mixes them: they stand above the outputs
	}
	var v []float32
	if s != nil && len(s.X) == n {
		v = s.X
	}
	d.units(r, y, radius, "x", v, 2, unit{i: -1})
	if pic != nil && len(r.gaps) == 1 {
		pic.draw(&d.page, r.gaps[0].x, y)
	} else {
		d.dots(r, y+4.5, muted, "more")
	}
	d.out = outlet{y: y + radius, xs: r.xs()}
}

// numbers says how many numbers a shape holds.
func numbers(s []int) string {
	each := of(s[len(s)-1], "number")
	if len(s) == 1 {
		return each
	}
	places := size(s[:len(s)-1])
	if places < 0 {
		return "any number of positions × " + each
	}
	return of(places, "position") + " × " + each
}

// strip draws a layer that mixes no units, or whose inside is not drawn:
// one note and one arrow in.
func (d *drawing) strip(l *Layer, i int) {
	above := d.y
	top := d.open(true)
	d.arrow(rowMid, above, top, rim)
	d.headings(top+20, l.Name, l.kind())
	d.caption(top+37, l.facts()[0])
	x := float64(rowX + 14)
	d.write(x, top+28, 13, left, muted, false, elide(l.Note, panelX+panelWidth-18-x, 13, false))
	d.close(top, top+46)
	bottom := d.y
	if l.rank() > 1 {
		gs := newGroups(l.Shape)
		d.out = outlet{y: bottom, xs: gs.xs(), groups: gs}
		return
	}
	d.out = outlet{y: bottom, xs: d.rowOf(i, l.units()).xs()}
}
