package plot

import (
	"strings"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// draw draws one chart into its panel. gonum/plot lays it out and draws it
// on a canvas that only takes notes; those become marks of the page, so that
// a chart has the page's themes, fonts and back ends.
func (c *chart) draw(p *page, x, y, w, h float64, epochs, best int) error {
	c.head(p, x, y, w, best)
	at := &place{page: p, x: x + 14, foot: y + h - 12}
	var notes recorder.Canvas
	c.gonum(newWriter(at), epochs, best).Draw(draw.NewCanvas(&notes, vg.Length(w-32), vg.Length(h-12-64)))
	return at.replay(notes.Actions)
}

// head writes the chart's name, its numbers at the best epoch, its legend.
func (c *chart) head(p *page, x, y, w float64, best int) {
	p.write(x+18, y+28, 14, left, ink, true, elide(c.name, w/2, 14, true))
	at, lines := x+w-18, c.series()
	for _, s := range lines {
		if s.label == "" {
			break
		}
		size := width(s.label, 12, false)
		p.write(at, y+27, 12, right, s.words, false, s.label)
		p.add(polyline(style{role: "key", line: s.line, width: 2}, at-size-24, y+23, at-size-6, y+23))
		at -= size + 40
	}
	if best < 0 {
		return
	}
	said := ""
	for _, s := range lines {
		if best < len(s.values) && drawable(s.values[best]) {
			said = " · " + strings.TrimSpace(s.label+" "+fine(s.values[best])) + said
		}
	}
	if said != "" {
		p.write(x+18, y+47, 12, left, muted, false, elide("epoch "+count(best+1)+said, w-36, 12, false))
	}
}

// A line is one series of a chart.
type line struct {
	label       string
	values      []float64
	line, words paint
}

// series are the chart's lines, validation first. Training alone needs no
// label: it has the chart's name.
func (c *chart) series() []line {
	train := line{"training", c.train, eachLine, eachText}
	val := line{"validation", c.val, allLine, allText}
	switch {
	case c.val == nil:
		train.label = ""
		return []line{train}
	case c.train == nil:
		return []line{val}
	}
	return []line{val, train}
}

// fine is a metric with four digits after the first that counts.
func fine(v float64) string {
	if a := abs(v); a > 0 && a < 0.001 {
		return tiny(v)
	}
	return brief(v, 4)
}

// gonum sets up the chart.
func (c *chart) gonum(pen writer, epochs, best int) *gonum.Plot {
	g := gonum.New()
	g.BackgroundColor = nil
	g.TextHandler = pen
	g.X.Min, g.X.Max = 1, float64(epochs)
	if epochs == 1 {
		g.X.Min, g.X.Max = 0.5, 1.5
	}
	g.Y.Min, g.Y.Max = c.span()
	for _, a := range []*gonum.Axis{&g.X, &g.Y} {
		a.LineStyle = draw.LineStyle{Color: muted, Width: 1}
		a.Tick.LineStyle = a.LineStyle
		a.Tick.Length = 4
		a.Padding = 0
		a.Tick.Label.Color, a.Tick.Label.Handler, a.Tick.Label.Font = muted, pen, chartFont
		a.Label.TextStyle.Handler = pen
		a.Label.TextStyle.Font = a.Tick.Label.Font
	}
	g.Y.LineStyle, g.Y.Tick.LineStyle = draw.LineStyle{}, draw.LineStyle{}
	g.X.Label.Text = "epoch"
	g.X.Label.TextStyle.Color, g.X.Label.Padding = muted, 4
	g.X.Tick.Marker = ticks{most: 8, whole: true}
	g.Y.Tick.Marker = ticks{most: 6}
	hair := draw.LineStyle{Color: hairline, Width: 1}
	g.Add(&plotter.Grid{Horizontal: hair})
	if best >= 0 {
		mark := draw.LineStyle{Color: muted, Width: 1, Dashes: []vg.Length{4, 4}}
		g.Add(&plotter.Line{XYs: plotter.XYs{{X: float64(best + 1), Y: g.Y.Min}, {X: float64(best + 1), Y: g.Y.Max}}, LineStyle: mark})
	}
	for _, s := range c.series() {
		g.Add(s.plotters(best)...)
	}
	return g
}

// plotters are the unbroken pieces of a line, and dots at the best epoch and
// at pieces of one point.
func (s *line) plotters(best int) []gonum.Plotter {
	var all []gonum.Plotter
	var dots, piece plotter.XYs
	end := func() {
		if len(piece) == 1 {
			dots = append(dots, piece[0])
		} else if len(piece) > 1 {
			all = append(all, &plotter.Line{XYs: piece, LineStyle: draw.LineStyle{Color: s.line, Width: 2}})
		}
		piece = nil
	}
	for i, v := range s.values {
		if !drawable(v) {
			end()
			continue
		}
		piece = append(piece, plotter.XY{X: float64(i + 1), Y: v})
		if i == best {
			dots = append(dots, piece[len(piece)-1])
		}
	}
	end()
	if len(dots) > 0 {
		all = append(all, &plotter.Scatter{XYs: dots, GlyphStyle: draw.GlyphStyle{Color: s.line, Radius: 3.5, Shape: draw.CircleGlyph{}}})
	}
	return all
}

// span is the range of the chart's numbers with some room, from 0 up if none
// is negative.
func (c *chart) span() (lo, hi float64) {
	first := true
	for _, s := range c.series() {
		for _, v := range s.values {
			switch {
			case !drawable(v):
			case first:
				lo, hi, first = v, v, false
			default:
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	room := (hi - lo) * 0.06
	if room == 0 {
		room = max(abs(hi)*0.1, 1e-3)
	}
	if lo >= 0 {
		return max(0, lo-room), hi + room
	}
	return lo - room, hi + room
}
