package plot

// A page is a picture as a list of marks, before it is SVG or PNG.
// Panels lie behind connections, and connections behind the rest.
type page struct {
	w, h              float64
	title, desc       string
	behind, mid, over []mark
}

// A mark is a *box, *disc, *path or *text.
type mark interface{ isMark() }

// A style is how a shape is filled and outlined. An opacity of 0 means 1.
type style struct {
	role                 string // what the shape stands for: a class in the SVG
	fill, line           paint
	width                float64 // of the line
	fillFaded, lineFaded float64 // opacities
	dashed, round        bool    // the line's pattern; round ends and corners
}

// A box is a rectangle with corners of radius r.
type box struct {
	x, y, w, h, r float64
	style
}

// A disc is a circle.
type disc struct {
	x, y, r float64
	style
}

// A step goes to (x, y): 'M' without a line, 'L' with one. 'Z' closes.
type step struct {
	op   byte
	x, y float64
}

// A path is any number of polylines.
type path struct {
	steps []step
	style
}

type anchor uint8

const (
	left anchor = iota
	middle
	right
)

// A text is one line of spans; y is its baseline, x its anchor.
type text struct {
	x, y, size float64
	anchor     anchor
	spans      []span
}

// A span is a part of a text in one style, gap after the one before.
type span struct {
	s    string
	fill paint
	bold bool
	gap  float64
}

func (*box) isMark()  {}
func (*disc) isMark() {}
func (*path) isMark() {}
func (*text) isMark() {}

func (p *page) add(m mark)   { p.over = append(p.over, m) }
func (p *page) under(m mark) { p.mid = append(p.mid, m) }

// marks are all marks in the order of drawing.
func (p *page) marks() []mark {
	all := make([]mark, 0, len(p.behind)+len(p.mid)+len(p.over))
	return append(append(append(all, p.behind...), p.mid...), p.over...)
}

// panel is the rounded ground of a layer or a chart.
func (p *page) panel(x, y, w, h float64) {
	p.behind = append(p.behind, &box{x, y, w, h, 10, style{role: "panel", fill: panel, line: hairline, width: 1}})
}

// write puts one line in one style on the page.
func (p *page) write(x, y, size float64, a anchor, fill paint, bold bool, s string) {
	if s != "" {
		p.add(&text{x, y, size, a, []span{{s: s, fill: fill, bold: bold}}})
	}
}

// bar is a plain filled rectangle.
func (p *page) bar(x, y, w, h float64, fill paint, faded float64) {
	p.add(&box{x, y, w, h, 0, style{role: "bar", fill: fill, fillFaded: faded}})
}

// rule is a horizontal line.
func (p *page) rule(x0, x1, y float64, line paint) {
	p.add(polyline(style{line: line, width: 1}, x0, y, x1, y))
}

// arrow goes straight down from y0 to y1, its head 7 wide and 6 high.
func (p *page) arrow(x, y0, y1 float64, line paint) {
	p.add(polyline(style{role: "arrow", line: line, width: 1.25}, x, y0, x, y1-5))
	p.add(closed(style{role: "head", fill: line}, x-3.5, y1-6, x+3.5, y1-6, x, y1))
}

// across is an arrow from left to right.
func (p *page) across(x0, x1, y float64, line paint) {
	p.add(polyline(style{role: "arrow", line: line, width: 1.25}, x0, y, x1-5, y))
	p.add(closed(style{role: "head", fill: line}, x1-6, y-3.5, x1-6, y+3.5, x1, y))
}

// polyline joins the points x, y, x, y …
func polyline(st style, xy ...float64) *path {
	p := &path{style: st}
	p.join(xy...)
	return p
}

// closed is a polyline back to its start.
func closed(st style, xy ...float64) *path {
	p := polyline(st, xy...)
	p.steps = append(p.steps, step{op: 'Z'})
	return p
}

// join adds a polyline to a path.
func (p *path) join(xy ...float64) {
	for i := 0; i+1 < len(xy); i += 2 {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		p.steps = append(p.steps, step{op, xy[i], xy[i+1]})
	}
}
