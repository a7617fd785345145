package plot

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"strconv"
	"strings"
)

const fontStack = `system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",sans-serif`

// writeSVG writes the page with plain classes for its colours and one block
// for readers who prefer dark.
func (p *page) writeSVG(w io.Writer) error {
	s := &svg{Writer: bufio.NewWriter(w)}
	marks := append([]mark{&box{w: p.w, h: p.h, style: style{fill: paper}}}, p.marks()...)
	p.head(s, used(marks))
	for _, m := range marks {
		switch m := m.(type) {
		case *box:
			s.box(m)
		case *disc:
			fmt.Fprintf(s, `<circle cx="%s" cy="%s" r="%s"%s/>`, num(m.x), num(m.y), num(m.r), m.style.attributes())
		case *path:
			fmt.Fprintf(s, `<path d="%s"%s/>`, steps(m.steps), m.style.attributes())
		case *text:
			s.text(m)
		}
		s.WriteByte('\n')
	}
	s.WriteString("</svg>\n")
	return s.Flush()
}

type svg struct{ *bufio.Writer }

// head writes everything up to the first mark. The ids hold a hash of the
// words, so that several pictures can stand in one HTML page.
func (p *page) head(s *svg, classes [len(paints)][2]bool) {
	h := fnv.New32a()
	io.WriteString(h, p.title+"\n"+p.desc)
	id := strconv.FormatUint(uint64(h.Sum32()), 36)
	fmt.Fprintf(s, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" class="layercake" role="img" aria-labelledby="t%[3]s d%[3]s">`+"\n", num(p.w), num(p.h), id)
	fmt.Fprintf(s, "<title id=\"t%s\">%s</title>\n<desc id=\"d%s\">%s</desc>\n<style>\n", id, escape(p.title), id, escape(p.desc))
	fmt.Fprintf(s, ".layercake text{font-family:%s;font-variant-numeric:tabular-nums}\n.layercake .m{text-anchor:middle}.layercake .e{text-anchor:end}.layercake .b{font-weight:600}\n", fontStack)
	s.colours(classes, false)
	s.WriteString("@media (prefers-color-scheme:dark){\n")
	s.colours(classes, true)
	s.WriteString("}\n</style>\n")
}

// used tells which paints fill and which outline something.
func used(marks []mark) (u [len(paints)][2]bool) {
	see := func(s style) { u[s.fill][0], u[s.line][1] = true, true }
	for _, m := range marks {
		switch m := m.(type) {
		case *box:
			see(m.style)
		case *disc:
			see(m.style)
		case *path:
			see(m.style)
		case *text:
			for _, t := range m.spans {
				see(style{fill: t.fill})
			}
		}
	}
	return u
}

func (s *svg) colours(classes [len(paints)][2]bool, dark bool) {
	for i, c := range classes {
		p := paint(i)
		if p == none {
			continue
		}
		if c[0] {
			fmt.Fprintf(s, ".layercake .f-%s{fill:#%06x}\n", paints[i].name, p.rgb(dark))
		}
		if c[1] {
			fmt.Fprintf(s, ".layercake .s-%s{stroke:#%06x}\n", paints[i].name, p.rgb(dark))
		}
	}
}

func (s *svg) box(b *box) {
	fmt.Fprintf(s, `<rect x="%s" y="%s" width="%s" height="%s"`, num(b.x), num(b.y), num(b.w), num(b.h))
	if b.r > 0 {
		fmt.Fprintf(s, ` rx="%s"`, num(b.r))
	}
	fmt.Fprintf(s, "%s/>", b.style.attributes())
}

func (s *svg) text(t *text) {
	fmt.Fprintf(s, `<text x="%s" y="%s" font-size="%s"`, num(t.x), num(t.y), num(t.size))
	place := [...]string{left: "", middle: "m", right: "e"}[t.anchor]
	if len(t.spans) == 1 {
		fmt.Fprintf(s, ` class="%s">%s</text>`, t.spans[0].classes(place), escape(t.spans[0].s))
		return
	}
	if place != "" {
		fmt.Fprintf(s, ` class="%s"`, place)
	}
	s.WriteByte('>')
	for _, p := range t.spans {
		fmt.Fprintf(s, `<tspan class="%s"`, p.classes(""))
		if p.gap != 0 {
			fmt.Fprintf(s, ` dx="%s"`, num(p.gap))
		}
		fmt.Fprintf(s, `>%s</tspan>`, escape(p.s))
	}
	s.WriteString("</text>")
}

func (p span) classes(place string) string {
	c := "f-" + paints[p.fill].name
	if place != "" {
		c += " " + place
	}
	if p.bold {
		c += " b"
	}
	return c
}

// attributes are a shape's classes and what classes do not say.
func (s style) attributes() string {
	var b strings.Builder
	b.WriteString(` class="`)
	if s.role != "" {
		b.WriteString(s.role + " ")
	}
	if s.fill != none {
		b.WriteString("f-" + paints[s.fill].name)
	}
	if s.fill != none && s.line != none {
		b.WriteByte(' ')
	}
	if s.line != none {
		b.WriteString("s-" + paints[s.line].name)
	}
	b.WriteByte('"')
	set := func(name, value string) { fmt.Fprintf(&b, ` %s="%s"`, name, value) }
	if s.fill == none {
		set("fill", "none")
	} else if s.fillFaded != 0 {
		set("fill-opacity", num(s.fillFaded))
	}
	if s.line == none {
		return b.String()
	}
	set("stroke-width", num(s.width))
	if s.lineFaded != 0 {
		set("stroke-opacity", num(s.lineFaded))
	}
	if s.dashed {
		set("stroke-dasharray", "4 4")
	}
	if s.round {
		set("stroke-linecap", "round")
		set("stroke-linejoin", "round")
	}
	return b.String()
}

func steps(all []step) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteByte(s.op)
		if s.op != 'Z' {
			b.WriteString(num(s.x) + " " + num(s.y))
		}
	}
	return b.String()
}

// num writes a length with at most two decimals.
func num(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		v = 0 // not −0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escaper.Replace(s) }
