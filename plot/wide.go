package plot

import "strings"

// A vector-wise tile, in px.
const (
	wideHeight = 60
	wideLeast  = 470
	chipWidth  = 40
	chipHeight = 30
)

// together draws a vector-wise activation: one tile under all sums. It
// returns where its numbers come out and where the panel's content ends.
func (d *drawing) together(l *Layer, r row, hot unit, from, base float64) (out, bottom float64) {
	if l.function() == "softmax" && d.sampled(l) {
		return d.softmaxSample(l, r, hot, from, base)
	}
	if d.sampled(l) && l.form() == sums {
		for _, u := range r.units {
			d.value(u.x, from+18, brief(float64(l.Z[u.i]), 2), u == hot)
		}
		from += 25
	}
	y := max(from+36, base+20)
	d.wideTile(l, r, hot, from, y)
	d.label(y+26, allText, "acts on "+all(r.n)+" together")
	d.caption(y+44, "the whole row in, the whole row out")

	y += wideHeight
	chips := y + 26
	for _, x := range r.xs() {
		d.arrow(x, y, chips, allLine)
	}
	d.chips(l, r, chips)
	d.chipCaption(l, chips)
	out = chips + chipHeight
	bottom = out
	if d.isLast(l) {
		bottom = d.nameRow(r, out+18, captionX) + 20
		d.write(rowMid, max(bottom, out+21), 12, middle, muted, false, "Raise any one z and every "+result(l)+" changes.")
		bottom = max(bottom, out+21)
	}
	return out, bottom
}

// result is the letter of the numbers that come out of a vector-wise tile.
func result(l *Layer) string {
	if l.SumsToOne {
		return "p"
	}
	return "y"
}

// span is where a vector-wise tile of r begins and ends.
func (r row) span() (x0, x1 float64) {
	x0, x1 = r.first()-33, r.last()+33
	if x1-x0 < wideLeast {
		x0, x1 = rowMid-wideLeast/2, rowMid+wideLeast/2
	}
	return x0, x1
}

// wideTile draws the tile at y with an arrow into it for every number.
func (d *drawing) wideTile(l *Layer, r row, hot unit, from, y float64) {
	for _, u := range r.units {
		d.arrow(u.x, from, y, allLine)
	}
	for _, g := range r.gaps {
		for _, x := range g.marks {
			d.arrow(x, max(from-6, y-38), y, allLine)
		}
	}
	x0, x1 := r.span()
	d.wideBox(x0, y, x1-x0, wideHeight)
	most := x1 - x0 - 16
	head := l.function() + " over " + all(r.n)
	if l.SumsToOne {
		head += " · Σ = 1"
	}
	rule := l.rule(r, hot.i)
	if rule == "" {
		d.write(rowMid, y+36, 16, middle, allText, true, elide(head, most, 16, true))
		return
	}
	d.write(rowMid, y+26, 16, middle, allText, true, elide(head, most, 16, true))
	size := fitting(rule, most, 13, false)
	d.write(rowMid, y+47, size, middle, allText, false, elide(rule, most, size, false))
}

func (d *drawing) wideBox(x, y, w, h float64) {
	d.add(&box{x, y, w, h, 10, style{role: "all", fill: allFill, line: allLine, width: 1.75}})
}

// rule is the formula inside the tile: for softmax with the indices of this
// layer.
func (l *Layer) rule(r row, k int) string {
	if l.Activation != "softmax" {
		return clean(l.Formula)
	}
	exp := func(i int) string { return "exp(" + sub("z", i) + ")" }
	var terms []string
	if r.n <= 3 {
		for i := range r.n {
			terms = append(terms, exp(i))
		}
	} else {
		terms = []string{exp(0), exp(1), "…", exp(r.n - 1)}
	}
	return sub("p", k) + " = " + exp(k) + " ÷ [ " + strings.Join(terms, " + ") + " ]"
}

// chips draws the numbers that come out, and what they add up to.
func (d *drawing) chips(l *Layer, r row, y float64) {
	for k, u := range r.units {
		s := sub(result(l), u.i)
		if d.sampled(l) {
			s = brief(float64(l.Y[u.i]), 2)
		}
		d.chip(u.x, y, chipWidth, chipHeight, s)
		if k > 0 && l.SumsToOne && u.x-r.units[k-1].x < r.pitch+1 {
			d.write((u.x+r.units[k-1].x)/2, y+20, 13, middle, muted, false, "+")
		}
	}
	for _, g := range r.gaps {
		if !g.wide() {
			d.write(g.x, y+20, 13, middle, muted, false, "…")
			continue
		}
		s := elide("… "+count(g.count)+" more …", 2*slot+4, 13, false)
		d.write(g.x, y+20, 13, middle, muted, false, s)
		near, far := width(s, 13, false)/2, 1.5*slot-chipWidth/2
		if l.SumsToOne && far-near > 16 {
			d.write(g.x-(near+far)/2, y+20, 13, middle, muted, false, "+")
			d.write(g.x+(near+far)/2, y+20, 13, middle, muted, false, "+")
		}
	}
	if l.SumsToOne {
		d.write(r.last()+28, y+20, 16, left, allText, true, "= 1")
	}
}

// chip is one number that came out of a vector-wise tile.
func (d *drawing) chip(x, y, w, h float64, s string) {
	d.add(&box{x - w/2, y, w, h, 6, style{role: "chip", fill: node, line: allLine, width: 1.5}})
	size := fitting(s, w-4, 13, false)
	d.write(x, y+h/2+float64(0.36*size), size, middle, ink, false, elide(s, w-2, size, false))
}

func (d *drawing) chipCaption(l *Layer, y float64) {
	if !l.SumsToOne {
		d.label(y+14, allText, of(l.units(), "number"))
		d.caption(y+31, "made at once")
		return
	}
	d.label(y+14, allText, probabilities(l.units()))
	d.caption(y+31, "made at once, total 1")
}

func probabilities(n int) string {
	if n == 1 {
		return "1 probability"
	}
	return count(n) + " probabilities"
}

// value writes one of the sample's numbers.
func (d *drawing) value(x, y float64, s string, hot bool) {
	size := fitting(s, slot-2, 13, hot)
	d.write(x, y, size, middle, ink, hot, s)
}
