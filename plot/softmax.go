package plot

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// The steps of softmax inside its tile, in px below the tile's top.
const (
	stepsHeight = 206
	stepTitle   = 25
	stepShifted = 54  // z minus the largest
	stepBars    = 104 // foot of the bars of exp
	stepPill    = 149 // middle of the total
	stepDivide  = 183
	expTallest  = 34
	barWidth    = 26
	pTallest    = 84
)

// A softmaxRun is softmax worked out step by step for one sample.
type softmaxRun struct {
	z, e, p []float64
	largest float64
	total   float64
}

// runSoftmax follows the sums z to the probabilities y. exp is computed
// from z, the total is that of all of them; y is as the model gave it.
func runSoftmax(z, y []float32) softmaxRun {
	r := softmaxRun{largest: math.Inf(-1)}
	for _, v := range z {
		if v == v {
			r.largest = max(r.largest, float64(v))
		}
	}
	for i, v := range z {
		e := kernel.Exp(float64(v) - r.largest)
		r.z = append(r.z, float64(v))
		r.e = append(r.e, e)
		r.p = append(r.p, float64(y[i]))
		r.total += e
	}
	return r
}

// softmaxSample draws softmax at work on one sample: every step in the
// tile, the shared total in its middle, the probabilities as bars below.
func (d *drawing) softmaxSample(l *Layer, r row, hot unit, from, base float64) (out, bottom float64) {
	run := runSoftmax(l.Z, l.Y)
	if l.form() == sums {
		for _, u := range r.units {
			d.value(u.x, from+18, brief(run.z[u.i], 2), u == hot)
		}
		from += 25
	}
	y := max(from+21, base+12)
	for _, x := range r.xs() {
		d.arrow(x, from, y, allLine)
	}
	x0, x1 := r.span()
	d.wideBox(x0, y, x1-x0, stepsHeight)
	d.write(rowMid, y+stepTitle, 16, middle, allText, true, "softmax over "+all(r.n)+" · Σ = 1")
	d.label(y+stepTitle, allText, "acts on "+all(r.n)+" together")
	d.exps(run, r, y)
	d.total(run, r, y)
	y += stepsHeight
	for _, x := range r.xs() {
		d.arrow(x, y, y+22, allLine)
	}
	return d.probabilityBars(l, run, r, y+22)
}

// exps draws the first two steps: z minus the largest, and exp of that.
func (d *drawing) exps(run softmaxRun, r row, y float64) {
	foot := y + stepBars
	d.step(y+stepShifted, "z minus the largest z")
	d.step(foot+17, "exp of that: always positive")
	x0, x1 := r.span()
	d.add(polyline(style{line: allLine, width: 1, lineFaded: 0.55}, x0+10, foot, x1-10, foot))
	for _, u := range r.units {
		h := max(1.5, float64(expTallest*finite(run.e[u.i])))
		d.value(u.x, y+stepShifted, brief(run.z[u.i]-run.largest, 2), false)
		d.bar(u.x-barWidth/2, foot-h, barWidth, h, allLine, 0.55)
		d.value(u.x, foot+17, tiny(run.e[u.i]), false)
	}
}

// total draws the last two steps: lines from all numbers into one total, and
// from the total to all numbers.
func (d *drawing) total(run softmaxRun, r row, y float64) {
	d.step(y+stepPill+4.5, "add up "+allOf(r.n))
	d.step(y+stepDivide, "divide each exp by the total")
	const bus = 6 // from the middle of the pill
	pill := y + stepPill
	lines := &path{style: style{role: "bus", line: allLine, width: 1.25}}
	x0, x1 := rowMid+0.0, rowMid+0.0
	for _, x := range r.xs() {
		x0, x1 = min(x0, x), max(x1, x)
		lines.join(x, pill-20, x, pill-bus)
		lines.join(x, pill+bus, x, pill+19)
	}
	lines.join(x0, pill-bus, x1, pill-bus)
	lines.join(x0, pill+bus, x1, pill+bus)
	d.add(lines)
	total := brief(run.total, 3)
	d.add(&box{rowMid - 108, pill - 14, 216, 28, 14, style{role: "total", fill: allText}})
	d.write(rowMid, pill+4.5, 13, middle, paper, true, "one shared total Σ = "+total)
	for _, u := range r.units {
		s := "÷ " + total
		d.write(u.x, y+stepDivide, fitting(s, r.pitch-4, 12, false), middle, allText, false, s)
	}
}

// step names a step of softmax beside the tile.
func (d *drawing) step(y float64, s string) { d.write(captionX, y, 13, left, ink, false, s) }

// probabilityBars draws what comes out, with the names of the classes under
// the last layer and what softmax on single nodes would have given.
func (d *drawing) probabilityBars(l *Layer, run softmaxRun, r row, y float64) (out, bottom float64) {
	foot := y + 112
	x0, x1 := r.span()
	d.rule(x0, x1, foot, muted)
	tallest := 0.0
	for _, p := range run.p {
		tallest = max(tallest, finite(p))
	}
	last := d.isLast(l)
	for _, u := range r.units {
		h := 1.5
		if p := finite(run.p[u.i]); tallest > 0 {
			h = max(h, float64(pTallest*p/tallest))
		}
		d.bar(u.x-barWidth/2, foot-h, barWidth, h, allLine, 0)
		d.value(u.x, foot-h-6, tiny(run.p[u.i]), last && u.i == d.must)
	}
	for _, g := range r.gaps {
		d.write(g.x, foot-6, 13, middle, muted, false, "…")
	}
	d.write(x1+8, foot+4.5, 16, left, allText, true, "Σ = 1")
	d.label(foot-24, allText, probabilities(r.n))
	d.caption(foot-6, sumLine(run.p))

	ticks, what := d.names, "class"
	if !last {
		ticks, what = nil, "index"
	}
	d.caption(foot+19, what)
	out = d.ticks(r, foot+19, captionX+50, func(i int) string {
		if ticks == nil {
			return count(i)
		}
		return ticks[i]
	}) + 6
	if !last || r.n == 1 {
		return out, out
	}
	d.rule(captionX, panelX+panelWidth-18, out+10, hairline)
	d.write(captionX, out+31, 13, left, muted, false, "On one node alone softmax would divide exp(z) by itself: 1.000 in every node, and the "+word(r.n)+" would add up to "+count(r.n)+".")
	return out, out + 31
}

// sumLine writes the probabilities as a sum.
func sumLine(p []float64) string {
	total := 0.0
	for _, v := range p {
		total += v
	}
	shown, last := p, len(p)-1
	if len(p) > 3 {
		shown = p[:2]
	}
	s := ""
	for i, v := range shown {
		if i > 0 {
			s += " + "
		}
		s += tiny(v)
	}
	if len(p) > 3 {
		s += " + … + " + tiny(p[last])
	}
	return s + " = " + brief(total, 3)
}
