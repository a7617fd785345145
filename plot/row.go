package plot

// Geometry of the network picture, in px.
const (
	pageWidth  = 960
	panelX     = 16
	panelWidth = pageWidth - 2*panelX
	captionX   = 34
	rowX       = 296 // ten slots from here to the right
	captionMax = rowX - captionX - 10
	slot       = 58
	rowWidth   = 10 * slot
	rowMid     = rowX + rowWidth/2
	radius     = 19
	small      = 16 // radius within a group of positions
	smallSlot  = 38
)

// A row is the units of a layer that are drawn, from left to right.
type row struct {
	n     int // units there are
	units []unit
	gaps  []gap
	pitch float64 // from one unit to the next
}

// A unit is one number of a layer, drawn at x.
type unit struct {
	x float64
	i int
}

// A gap stands for units that are not drawn. Connections end at its marks.
type gap struct {
	x     float64
	count int
	marks []float64
}

// newRow places n units: up to ten all, else the first four and the last
// four, and between them unit must (−1 for none).
func newRow(n, must int, pitch float64) row {
	r := row{n: n, pitch: pitch}
	if n <= 10 {
		for i := range n {
			r.units = append(r.units, unit{rowMid + float64((float64(i)-float64(n-1)/2)*pitch), i})
		}
		return r
	}
	r.pitch = slot
	centre := func(k int) float64 { return rowX + slot/2 + float64(k*slot) }
	for k := range 4 {
		r.units = append(r.units, unit{centre(k), k})
	}
	if must >= 4 && must < n-4 {
		r.units = append(r.units, unit{rowMid, must})
		a, b := (centre(3)+rowMid)/2, (centre(6)+rowMid)/2
		r.addGap(a, must-4)
		r.addGap(b, n-5-must)
	} else {
		r.addGap(rowMid, n-8, rowMid-0.7*slot, rowMid, rowMid+0.7*slot)
	}
	for k := range 4 {
		r.units = append(r.units, unit{centre(6 + k), n - 4 + k})
	}
	return r
}

// newGroup places n units of one position around x: up to four all, else
// the first two and the last.
func newGroup(n int, x float64) row {
	r := row{n: n, pitch: smallSlot}
	place := func(k, of int) float64 { return x + float64((float64(k)-float64(of-1)/2)*smallSlot) }
	if n <= 4 {
		for i := range n {
			r.units = append(r.units, unit{place(i, n), i})
		}
		return r
	}
	r.units = []unit{{place(0, 4), 0}, {place(1, 4), 1}, {place(3, 4), n - 1}}
	r.addGap(place(2, 4), n-3)
	return r
}

// addGap adds a gap unless it is empty.
func (r *row) addGap(x float64, count int, marks ...float64) {
	if count == 0 {
		return
	}
	if marks == nil {
		marks = []float64{x}
	}
	r.gaps = append(r.gaps, gap{x, count, marks})
}

// xs are the ends of connections: the units, then the marks of the gaps.
func (r row) xs() []float64 {
	var xs []float64
	for _, u := range r.units {
		xs = append(xs, u.x)
	}
	for _, g := range r.gaps {
		xs = append(xs, g.marks...)
	}
	return xs
}

func (r row) first() float64 { return r.units[0].x }
func (r row) last() float64  { return r.units[len(r.units)-1].x }

// wide tells whether the gap has room for its count beside the dots.
func (g gap) wide() bool { return len(g.marks) > 1 }

// dots writes "… 92 more …" into every gap, or "…" into a narrow one.
func (p *page) dots(r row, y float64, fill paint, more string) {
	for _, g := range r.gaps {
		s := "…"
		if g.wide() {
			s = elide("… "+count(g.count)+" "+more+" …", 2*slot+4, 13, false)
		}
		p.write(g.x, y, 13, middle, fill, false, s)
	}
}
