package plot

import (
	"fmt"
	"io"
	"math"

	"git.sr.ht/~sbinet/gg"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// mostPixels bounds the memory of a PNG: 4 bytes each.
const mostPixels = 100 << 20

// writePNG draws the page with the fonts of this package.
func (p *page) writePNG(w io.Writer, opt PNG) error {
	scale := opt.Scale
	if scale == 0 {
		scale = 2
	}
	if !(scale >= 0.1 && scale <= 10) {
		return fmt.Errorf("plot: PNG scale %v: want 0.1 to 10, or 0 for 2", opt.Scale)
	}
	pw, ph := math.Ceil(p.w*scale), math.Ceil(p.h*scale)
	if pw*ph > mostPixels {
		return fmt.Errorf("plot: a PNG of %.0f × %.0f pixels is too large: want at most %d in all; use a smaller scale or SVG", pw, ph, mostPixels)
	}
	c := &canvas{Context: gg.NewContext(int(pw), int(ph)), scale: scale, dark: opt.Dark}
	c.SetColor(paper.faded(opt.Dark, 1))
	c.Clear()
	for _, m := range p.marks() {
		switch m := m.(type) {
		case *box:
			c.box(m)
		case *disc:
			c.DrawCircle(m.x*scale, m.y*scale, m.r*scale)
			c.finish(m.style)
		case *path:
			c.path(m)
		case *text:
			c.text(m)
		}
	}
	return c.EncodePNG(w)
}

// A canvas draws marks, scaled, in one theme.
type canvas struct {
	*gg.Context
	scale float64
	dark  bool
	buf   sfnt.Buffer
}

func (c *canvas) box(b *box) {
	s := c.scale
	if b.r == 0 {
		c.DrawRectangle(b.x*s, b.y*s, b.w*s, b.h*s)
	} else {
		r := min(b.r, b.w/2, b.h/2)
		c.DrawRoundedRectangle(b.x*s, b.y*s, b.w*s, b.h*s, r*s)
	}
	c.finish(b.style)
}

func (c *canvas) path(p *path) {
	for _, st := range p.steps {
		switch st.op {
		case 'M':
			c.MoveTo(st.x*c.scale, st.y*c.scale)
		case 'L':
			c.LineTo(st.x*c.scale, st.y*c.scale)
		case 'Z':
			c.ClosePath()
		}
	}
	c.finish(p.style)
}

// finish fills and outlines the current path.
func (c *canvas) finish(s style) {
	if s.fill != none {
		c.SetColor(s.fill.faded(c.dark, opacity(s.fillFaded)))
		c.FillPreserve()
	}
	if s.line != none {
		c.SetColor(s.line.faded(c.dark, opacity(s.lineFaded)))
		c.SetLineWidth(s.width * c.scale)
		c.SetDash()
		if s.dashed {
			c.SetDash(4*c.scale, 4*c.scale)
		}
		c.SetLineCap(gg.LineCapButt)
		c.SetLineJoin(gg.LineJoinBevel)
		if s.round {
			c.SetLineCap(gg.LineCapRound)
			c.SetLineJoin(gg.LineJoinRound)
		}
		c.StrokePreserve()
	}
	c.ClearPath()
}

func opacity(faded float64) float64 {
	if faded == 0 {
		return 1
	}
	return faded
}

func (c *canvas) text(t *text) {
	x := t.x
	switch t.anchor {
	case middle:
		x -= t.width() / 2
	case right:
		x -= t.width()
	}
	for _, s := range t.spans {
		x += s.gap
		c.SetColor(s.fill.faded(c.dark, 1))
		x += c.line(s, x, t.y, t.size)
		c.Fill()
	}
}

// line adds the outlines of a span to the current path and returns its
// width. Outlines, not hinted bitmaps: letters sit where they were measured.
func (c *canvas) line(s span, x, y, size float64) float64 {
	f := face(s.bold)
	ppem := fixed.Int26_6(float64(size*c.scale*64) + 0.5)
	start := x * c.scale
	pen := start
	for _, r := range s.s {
		if g, err := f.GlyphIndex(&c.buf, r); err == nil {
			c.glyph(f, g, ppem, pen, y*c.scale)
		}
		pen += float64(advance(f, &c.buf, r, ppem)) / 64
	}
	return (pen - start) / c.scale
}

// glyph adds the outline of one sign.
func (c *canvas) glyph(f *sfnt.Font, g sfnt.GlyphIndex, ppem fixed.Int26_6, x, y float64) {
	segments, err := f.LoadGlyph(&c.buf, g, ppem, nil)
	if err != nil {
		return // a sign without an outline stays blank
	}
	at := func(p fixed.Point26_6) (float64, float64) { return x + float64(p.X)/64, y + float64(p.Y)/64 }
	for _, s := range segments {
		ax, ay := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			c.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			c.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := at(s.Args[1])
			c.QuadraticTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			ex, ey := at(s.Args[2])
			c.CubicTo(ax, ay, bx, by, ex, ey)
		}
	}
}
