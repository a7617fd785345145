package plot

import (
	"fmt"
	"strings"
)

// headline is the picture's title: the user's, or the layers in one line,
// the middle left out where they do not fit.
func (n *Network) headline() string {
	if t := clean(n.Title); t != "" {
		return t
	}
	parts := []string{"(" + strings.TrimPrefix(shape(n.Input.Shape), "(None, ")}
	if len(n.Input.Shape) == 1 {
		parts[0] = count(n.Input.Shape[0])
	}
	for i := range n.Layers {
		parts = append(parts, n.Layers[i].brief())
	}
	s := strings.Join(parts, " → ")
	for keep := len(parts) - 2; keep > 0 && width(s, 18, true) > panelWidth-4; keep-- {
		s = strings.Join(parts[:keep], " → ") + " → … → " + parts[len(parts)-1]
	}
	return s
}

// brief is a layer in a few words: Dense 10, softmax.
func (l *Layer) brief() string {
	s := clean(l.Type)
	if l.form() == sums || l.form() == boxes {
		s += " " + count(l.units())
	}
	if f := l.function(); f != "" && !strings.EqualFold(f, clean(l.Type)) {
		s += ", " + f
	}
	return s
}

// subline says how to read the tiles that there are.
func (n *Network) subline() string {
	if n.Subtitle != "" {
		return n.Subtitle
	}
	var each, all bool
	for i := range n.Layers {
		l := &n.Layers[i]
		each = each || l.Activation != "" && !l.Vectorwise
		all = all || l.Vectorwise
	}
	switch {
	case each && all:
		return "A small tile is one function with one number in and one out. A wide tile is one function with the whole row in and out."
	case each:
		return "A small tile is one function with one number in and one out."
	case all:
		return "A wide tile is one function with the whole row in and the whole row out."
	}
	return "Sums only: no function is applied to them."
}

// describe tells the picture to those who hear it.
func (n *Network) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Input %s of shape %s.", clean(n.Input.Name), shape(n.Input.Shape))
	for i := range n.Layers {
		l := &n.Layers[i]
		fmt.Fprintf(&b, " Layer %s, %s, output %s", clean(l.Name), clean(l.Type), shape(l.Shape))
		where := ""
		if l.rank() > 1 {
			where = " at every position"
		}
		switch {
		case l.Vectorwise && l.SumsToOne:
			fmt.Fprintf(&b, ": %s is applied once%s, over all %s together, and the results add up to 1.", l.function(), where, of(l.units(), "number"))
		case l.Vectorwise:
			fmt.Fprintf(&b, ": %s is applied once%s, over all %s together.", l.function(), where, of(l.units(), "number"))
		case l.Activation != "":
			fmt.Fprintf(&b, ": %s is applied to each number alone.", l.function())
		default:
			b.WriteString(".")
		}
		if n.Sample != nil {
			b.WriteString(l.sights())
		}
	}
	return b.String()
}

// headings writes a layer's name, its kind and muted lines below, from the
// top of its panel. It returns the last baseline.
func (d *drawing) headings(y float64, name, kind string, lines ...string) float64 {
	kind = elide(kind, captionMax, 14, false)
	name = elide(name, captionMax-6-min(width(kind, 14, false), 0.4*captionMax), 14, true)
	room := captionMax - width(name, 14, true) - 6
	t := &text{x: captionX, y: y, size: 14, spans: []span{{s: name, fill: ink, bold: true}}}
	if kind = elide(kind, room, 14, false); name == "" {
		t.spans = []span{{s: kind, fill: muted}}
	} else if kind != "" {
		t.spans = append(t.spans, span{s: kind, fill: muted, gap: 6})
	}
	d.add(t)
	y += 19
	for i, s := range lines {
		if i > 0 {
			y += 17
		}
		d.caption(y, s)
	}
	return y
}

// caption writes one muted line beside the drawing.
func (d *drawing) caption(y float64, s string) {
	size := 12.0
	if width(clean(s), size, false) > captionMax {
		size = 11
	}
	d.write(captionX, y, size, left, muted, false, elide(s, captionMax, size, false))
}

// label writes one line in bold beside the drawing.
func (d *drawing) label(y float64, fill paint, s string) {
	d.write(captionX, y, 13, left, fill, true, elide(s, captionMax, 13, true))
}

// facts are the muted lines under a layer's name.
func (l *Layer) facts() []string {
	lines := []string{"output " + shape(l.Shape) + " · " + of(l.Params, "param")}
	if l.Fan > 0 {
		s := "each z = " + of(l.Fan, "product")
		if !l.NoBias {
			s += " + 1 bias"
		}
		lines = append(lines, s)
		if l.Activation == "" {
			lines = append(lines, "linear: z goes out as it is")
		}
	}
	return lines
}

// kind is the layer's type with its activation: Dense, softmax.
func (l *Layer) kind() string {
	f := l.function()
	if f == "" || strings.EqualFold(strings.ReplaceAll(f, "_", ""), clean(l.Type)) {
		return clean(l.Type)
	}
	return clean(l.Type) + ", " + f
}
