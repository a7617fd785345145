package plot

import "strings"

// A heat-map, in px.
const (
	heatPanel = 456
	heatSide  = 360
	heatTop   = 168
)

// matrix draws one heat-map in the panel at px and returns where the panel
// ends.
func (h *heatPage) matrix(m *Matrix, px float64) float64 {
	n := float64(len(h.shown))
	side := n * h.cell
	x0 := px + 68 + (heatSide-side)/2
	tint := eachText
	if m.Vectorwise {
		tint = allText
	}
	h.write(px+22, 104, 16, left, tint, true, elide(m.heading(), heatPanel-44, 16, true))
	h.write(px+22, 124, 12, left, muted, false, elide(m.Formula, heatPanel-44, 12, false))
	h.add(&box{x0, heatTop, side, side, 4, style{fill: node}})
	h.grid(x0, side)
	for i, r := range h.shown {
		for k, c := range h.shown {
			h.entry(m, r, c, x0+float64(float64(k)*h.cell), heatTop+float64(float64(i)*h.cell))
		}
	}
	h.add(&box{x0, heatTop, side, side, 4, style{role: "matrix", line: muted, width: 1}})
	h.headings(m, x0)
	h.columnTotals(m, x0)

	y := heatTop + side + 50
	for _, line := range m.findings() {
		h.write(px+22, y, 13, left, ink, false, elide(line, heatPanel-40, 13, false))
		y += 18
	}
	return y - 4
}

// grid parts the cells, and marks with dashes where inputs are left out.
func (h *heatPage) grid(x0, side float64) {
	cells := &path{style: style{role: "grid", line: panel, width: 2}}
	if h.cell < 30 {
		cells.width = 1
	}
	cut := &path{style: style{role: "cut", line: muted, width: 1, dashed: true}}
	for k := 1; k < len(h.shown); k++ {
		p := cells
		if h.shown[k] > h.shown[k-1]+1 {
			p = cut
		}
		at := float64(float64(k) * h.cell)
		p.join(x0+at, heatTop, x0+at, heatTop+side)
		p.join(x0, heatTop+at, x0+side, heatTop+at)
	}
	for _, p := range []*path{cells, cut} {
		if len(p.steps) > 0 {
			h.add(p)
		}
	}
}

// entry draws one derivative: a tint by its size, its sign by its colour,
// and the number where there is room.
func (h *heatPage) entry(m *Matrix, r, c int, x, y float64) {
	v := m.Values[r][c]
	if v == 0 && r != c {
		return
	}
	words := h.cell >= 30
	fill, bold := ink, r == c
	if v == 0 {
		fill, bold = muted, false
	} else {
		tint := up
		if v < 0 {
			tint = down
		}
		faded := strength(v)
		if faded == 1 {
			fill = paper
		}
		in := 1.0
		if !words {
			in = 0.5
		}
		h.add(&box{x + in, y + in, h.cell - 2*in, h.cell - 2*in, min(3, h.cell/6), style{role: "entry", fill: tint, fillFaded: faded}})
	}
	if words {
		s := derivative(v)
		h.write(x+h.cell/2, y+h.cell/2+4, fitting(s, h.cell-4, 11, bold), middle, fill, bold, s)
	}
}

// strength is the opacity of an entry.
func strength(v float64) float64 {
	switch v = abs(v); {
	case v < .01:
		return .12
	case v < .05:
		return .26
	case v < .15:
		return .45
	}
	return 1
}

// derivative writes an entry in as few signs as possible: .25, −.01, 1, and
// a mere sign below 0.005.
func derivative(v float64) string {
	switch {
	case v == 0:
		return "0"
	case abs(v) < 0.005 && v > 0:
		return "+"
	case abs(v) < 0.005:
		return "−"
	}
	s := strings.TrimSuffix(brief(v, 2), ".00")
	if abs(v) < 1 {
		s = strings.Replace(s, "0.", ".", 1)
	}
	return s
}

// headings writes the names of rows and columns, all or every fifth, and
// outlines the nudged column.
func (h *heatPage) headings(m *Matrix, x0 float64) {
	letter := clean(m.Output)
	if letter == "" {
		letter = "y"
	}
	for k, i := range h.shown {
		hot := i == h.j.Nudged
		at := float64((float64(k) + 0.5) * h.cell)
		if hot {
			h.write(x0+at, heatTop-26, 12, middle, muted, false, "nudge this z")
			h.add(&box{x0 + at - h.cell/2, heatTop, h.cell, float64(len(h.shown)) * h.cell, 4, style{role: "nudged", line: ink, width: 2}})
		}
		if h.named(k) {
			s := sub("z", i)
			h.write(x0+at, heatTop-9, fitting(s, max(h.cell-2, 34), 13, hot), middle, ink, hot, s)
			h.write(x0-8, heatTop+at+4.5, 13, right, ink, false, sub(letter, i))
		}
	}
}

// named tells whether the k-th shown input has room for its name.
func (h *heatPage) named(k int) bool {
	if h.cell >= 24 {
		return true
	}
	hot := 0
	for at, i := range h.shown {
		if i == h.j.Nudged {
			hot = at
		}
	}
	return k == hot || k%5 == 0 && (k-hot > 2 || hot-k > 2)
}

// columnTotals writes what each column adds up to.
func (h *heatPage) columnTotals(m *Matrix, x0 float64) {
	y := heatTop + float64(float64(len(h.shown))*h.cell) + 20
	h.write(x0-8, y, 12, right, muted, false, "total")
	for k, c := range h.shown {
		if h.named(k) {
			s := derivative(settle(m.total(c)))
			h.write(x0+float64((float64(k)+0.5)*h.cell), y, fitting(s, max(h.cell-2, 34), 12, true), middle, ink, true, s)
		}
	}
}

// legend explains the colours and returns its baseline.
func (h *heatPage) legend(y float64) float64 {
	h.swatch(panelX+2, y, up, "pushes that output up")
	h.swatch(panelX+180, y, down, "pushes it down")
	s := "Outlined: column " + sub("z", h.j.Nudged)
	if len(h.j.Trials) > 0 {
		s += ", tried out below"
	}
	s += "."
	if h.cell >= 30 {
		s = "“+” or “−” in a cell: above or below 0 by less than 0.005. " + s
	}
	h.write(panelX+314, y, 12, left, muted, false, elide(s, panelX+panelWidth-(panelX+314), 12, false))
	return y
}

// swatch is one entry of a legend.
func (p *page) swatch(x, y float64, fill paint, s string) {
	p.add(&box{x, y - 10, 12, 12, 2, style{role: "swatch", fill: fill}})
	p.write(x+18, y, 12, left, muted, false, s)
}
