package plot

import "strconv"

// trials draws what happens when one input is nudged: for each activation
// its outputs before and after, and which of them moved. It returns the last
// baseline.
func (h *heatPage) trials(y float64) float64 {
	h.write(panelX+2, y, 16, left, ink, true, "Try it: add "+nudge(h.j.Step)+" to "+sub("z", h.j.Nudged)+" and nothing else")
	const gap, high = 15.5, 236
	w := (panelWidth - float64(gap*float64(len(h.j.Trials)-1))) / float64(len(h.j.Trials))
	top := y + 16
	for i := range h.j.Trials {
		x := panelX + float64(float64(i)*(w+gap))
		h.panel(x, top, w, high)
		h.trial(&h.j.Trials[i], x, top, w)
	}
	y = top + high + 22
	h.swatch(panelX+2, y, unchanged, "before, or unchanged")
	h.swatch(panelX+180, y, up, "after, went up")
	h.swatch(panelX+314, y, down, "after, went down")
	h.write(panelX+panelWidth-2, y, 12, right, muted, false, "each chart has its own scale; the marks show who moved")
	return y
}

// nudge writes the nudge without needless zeros.
func nudge(v float64) string {
	if v == float64(int64(v)) && abs(v) < 1e6 {
		return decimal(v, 0)
	}
	return brief(v, 2)
}

// trial draws one chart.
func (h *heatPage) trial(t *Trial, x, y, w float64) {
	tint := eachText
	if t.Vectorwise {
		tint = allText
	}
	moved := t.moved()
	h.write(x+16, y+26, 14, left, tint, true, elide(t.Name, w-44-width(moved, 13, true), 14, true))
	h.write(x+w-16, y+26, 13, right, tint, true, moved)
	lo, hi := t.span()
	const top, tall = 64, 92
	foot := y + top + float64(hi/(hi-lo)*tall)
	h.rule(x+14, x+w-14, foot, muted)
	pitch := (w - 34) / float64(len(h.shown))
	bar := min(22, (pitch-4)/2)
	if pitch < 12 {
		bar = pitch * 0.45
	}
	for k, i := range h.shown {
		mid := x + 17 + float64((float64(k)+0.5)*pitch)
		up, c := t.change(i)
		h.column(mid-bar-0.5, foot, bar, float64(t.Before[i]/(hi-lo)*tall), unchanged)
		h.column(mid+0.5, foot, bar, float64(t.After[i]/(hi-lo)*tall), c)
		h.mark(mid, y+187, min(9, pitch-1), up, c)
		if h.labelled(k, pitch) {
			hot := i == h.j.Nudged
			fill := muted
			if hot {
				fill = ink
			}
			h.write(mid, y+173, 12, middle, fill, hot, strconv.Itoa(i))
		}
	}
	h.write(x+w/2, y+218, 14, middle, tint, true, t.totals())
}

// labelled tells whether the k-th shown input has room for its number.
func (h *heatPage) labelled(k int, pitch float64) bool {
	return h.named(k) && pitch >= 9 || pitch >= 24
}

// column is a bar of signed height.
func (h *heatPage) column(x, foot, w, high float64, fill paint) {
	switch {
	case high > 0:
		high = max(high, 0.8)
		h.bar(x, foot-high, w, high, fill, 0)
	case high < 0:
		h.bar(x, foot, w, max(-high, 0.8), fill, 0)
	}
}

// mark is ▲, ▼ or –, drawn rather than written: it reads without colour.
func (h *heatPage) mark(x, y, w float64, direction int, fill paint) {
	switch direction {
	case 1:
		h.add(closed(style{role: "up", fill: fill}, x-w/2, y+4, x+w/2, y+4, x, y-4))
	case -1:
		h.add(closed(style{role: "down", fill: fill}, x-w/2, y-4, x+w/2, y-4, x, y+4))
	default:
		h.add(&box{x - w/2, y - 1, w, 2, 0, style{role: "same", fill: fill}})
	}
}

// change tells whether output i went up (1), down (−1) or stayed (0).
func (t *Trial) change(i int) (int, paint) {
	switch d := t.After[i] - t.Before[i]; {
	case d > 1e-12:
		return 1, up
	case d < -1e-12:
		return -1, down
	}
	return 0, unchanged
}

// moved counts the outputs that changed.
func (t *Trial) moved() string {
	n := 0
	for i := range t.Before {
		if c, _ := t.change(i); c != 0 {
			n++
		}
	}
	switch {
	case n == 0:
		return "no bar moves"
	case n == 1:
		return "one bar moves"
	case n == len(t.Before):
		return allOf(n) + " bars move"
	}
	return word(n) + " bars move"
}

// totals says what the outputs add up to before and after.
func (t *Trial) totals() string {
	var a, b float64
	for i := range t.Before {
		a += t.Before[i]
		b += t.After[i]
	}
	s := "total " + decimal(a, 3) + " → " + decimal(b, 3)
	if abs(a-1) < 1e-4 && abs(b-1) < 1e-4 {
		return s + ", always 1"
	}
	return s + ", not 1"
}

// span is the range of the outputs, 0 included.
func (t *Trial) span() (lo, hi float64) {
	for i := range t.Before {
		lo = min(lo, t.Before[i], t.After[i])
		hi = max(hi, t.Before[i], t.After[i])
	}
	if hi == lo {
		hi = lo + 1
	}
	return lo, hi
}
