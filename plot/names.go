package plot

// nameRow writes the names of the outputs under the last layer, on two
// lines in turn where one would be too narrow. It returns the last
// baseline, or less than y if there are no names.
func (d *drawing) nameRow(r row, y, from float64) float64 {
	if len(d.names) != r.n {
		return y - 20
	}
	return d.ticks(r, y, from, func(i int) string { return d.names[i] })
}

// ticks writes one short text under each unit, none of them left of from.
func (d *drawing) ticks(r row, y, from float64, name func(i int) string) float64 {
	room, lines := r.pitch-6, 1
	if r.n == 1 {
		room = rowWidth
	}
	for _, u := range r.units {
		if r.n > 1 && width(clean(name(u.i)), 12, true) > room {
			lines = 2
		}
	}
	for k, u := range r.units {
		fill, bold := muted, d.must >= 0 && u.i == d.must
		if bold {
			fill = ink
		}
		most := min(room+float64(float64(lines-1)*r.pitch), 2*(u.x-from), 2*(panelX+panelWidth-14-u.x))
		s := elide(name(u.i), most, 12, bold)
		d.write(u.x, y+float64(k%lines*16), 12, middle, fill, bold, s)
	}
	return y + float64(16*(lines-1))
}
