package plot

import (
	"math"
	"strconv"
)

// A heat-map of units over time, in px.
const (
	heatGutter = 40 // left of it
	heatHigh   = 112
	mostUnits  = 28
	mostGates  = 3 // side by side
)

// heats draws heat-maps below y, up to three side by side, and returns where they
// end.
func (d *drawing) heats(title string, list []Heat, y float64) float64 {
	var rows [][]*Heat
	across := min(mostGates, len(list))
	if len(list) == 4 {
		across = 2
	}
	for i := range list {
		if i%across == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], &list[i])
	}
	h := &list[0]
	y = d.heading(y, title, h.directions(), seenWidth)
	w := (seenWidth - float64(seenGap*float64(across-1))) / float64(across)
	for _, row := range rows {
		end := y
		for k, h := range row {
			end = max(end, d.heat(h, seenX+float64(float64(k)*(w+seenGap)), y, w))
		}
		y = end
	}
	return y
}

// directions says what lies where.
func (h *Heat) directions() string {
	s := of(h.Units, h.unit())
	if h.Units > mostUnits {
		s = "the first " + count(mostUnits) + " of " + of(h.Units, h.unit())
	}
	s = "down: " + s + ", across: " + of(h.Steps, "step")
	if h.Gate {
		s += "; a gate is shut at 0, open at 1"
	}
	for _, v := range h.Values {
		if v != v {
			return s + "; grey: masked, nothing happens"
		}
	}
	return s
}

// unit is what there is one of in each row: a unit, or of an input a number.
func (h *Heat) unit() string {
	if h.input {
		return "number"
	}
	return "unit"
}

// heat draws one heat-map in w px, and returns where it ends.
func (d *drawing) heat(h *Heat, x, y, w float64) float64 {
	units := min(h.Units, mostUnits)
	room := w - heatGutter
	k := (h.Steps + int(room/2) - 1) / int(room/2)
	b := newCells(units, h.Steps, func(r, c int) float32 { return h.Values[c*h.Units+r] }).shrink(1, k)
	s := scaleOf(b)
	lo, hi := s.words()
	if h.Gate && !s.signed && s.hi <= 1 {
		s, lo, hi = scale{0, 1, false}, "0", "1"
	}
	widest := 24.0
	if h.Name != "" {
		widest = 40
	}
	cw := min(widest, math.Floor(2*room/float64(b.w))/2)
	ch := max(4, min(14, math.Floor(heatHigh/float64(units))))
	x0 := x + heatGutter
	right := x0 + max(float64(float64(b.w)*cw), min(room, 230))
	y += 20
	key := d.key(s, right, y, 11, lo, hi)
	d.write(x0, y, 12, left, ink, true, elide(h.Name, key-x0-8, 12, true))
	if h.Note != "" {
		y += 16
		d.write(x0, y, 11, left, muted, false, elide(h.Note, right-x0, 11, false))
	}
	y += 8
	d.block(b, s, x0, y, cw, ch)
	high := float64(float64(b.h) * ch)
	d.axes(h, units, x0, y, float64(b.w)*cw, high)
	return y + high + 20
}

// axes writes the numbers of the first and last units and steps.
func (d *drawing) axes(h *Heat, units int, x, y, w, high float64) {
	const size = 11
	name := "unit"
	if h.input {
		name = "x"
	}
	if units > 1 && high >= 40 {
		d.write(x-5, y+9, size, right, muted, false, "0")
		d.write(x-5, y+high-1, size, right, muted, false, strconv.Itoa(units-1))
		d.write(x-5, y+high/2+4, size, right, muted, false, name+" ↓")
	} else {
		d.write(x-5, y+high/2+4, size, right, muted, false, name)
	}
	y += high + 13
	d.write(x, y, size, left, muted, false, "0")
	if h.Steps == 1 {
		return
	}
	last := strconv.Itoa(h.Steps - 1)
	if w > width(last, size, false)+20 {
		d.write(x+w, y, size, right, muted, false, last)
	}
	if w > 90 {
		d.write(x+w/2, y, size, middle, muted, false, "step →")
	}
}
