package plot

import (
	"slices"
	"strings"
)

// What a layer made of the sample stands below it, over the whole panel.
const (
	seenX     = captionX
	seenWidth = panelX + panelWidth - 18 - captionX
	seenGap   = 14
)

// seen shows below layer l, which is drawn, what it made of the sample: its gates
// and states over time, or its output as pictures.
func (d *drawing) seen(l *Layer) {
	if d.n.Sample == nil {
		return
	}
	end := d.y
	for _, in := range l.Inside {
		end = d.heats(in.title(), in.Heats, end)
	}
	if len(l.Inside) == 0 {
		end = d.output(l, end)
	}
	if end == d.y {
		return
	}
	d.grow(end + 12)
	d.out.y = d.y
	if g := d.out.groups; g != nil {
		d.out = outlet{y: d.y, xs: g.xs(), groups: g}
	}
}

// grow makes the last panel end at bottom.
func (d *drawing) grow(bottom float64) {
	last := d.behind[len(d.behind)-1].(*box)
	last.h = bottom - last.y
	d.y = bottom
}

// output shows the numbers of a layer with at least two axes, unless they are what
// was shown last. It returns where they end.
func (d *drawing) output(l *Layer, y float64) float64 {
	shape, v := l.Shape, l.Values
	if len(shape) < 2 || len(v) == 0 || len(v) != size(shape) || slices.Min(shape) < 1 || slices.Equal(v, d.shown) {
		return y
	}
	d.shown = v
	if len(shape) == 2 {
		steps, units := shape[0], shape[1]
		if l.ChannelsFirst {
			steps, units = units, steps
			v = turned(v, units, steps)
		}
		return d.heats(l.role(), []Heat{{Steps: steps, Units: units, Values: v, input: l.Type == ""}}, y)
	}
	m := newMaps(shape, v, l.ChannelsFirst)
	m.filters = l.Fan > 0 && l.Window
	return d.maps(m, y)
}

// role says which way numbers go that are shown over time.
func (l *Layer) role() string {
	if l.Type == "" {
		return "What goes in, step by step"
	}
	return "What comes out, step by step"
}

// turned makes (columns, rows) of (rows, columns).
func turned(v []float32, rows, cols int) []float32 {
	t := make([]float32, len(v))
	for i, x := range v {
		t[i%cols*rows+i/cols] = x
	}
	return t
}

// heading writes what follows, and what its directions mean. It returns the
// baseline.
func (d *drawing) heading(y float64, title, note string, room float64) float64 {
	y += 30
	title = elide(title, room*0.6, 13, true)
	d.write(seenX, y, 13, left, ink, true, title)
	used := width(title, 13, true) + 10
	if room-used > 40 {
		d.write(seenX+used, y, 12, left, muted, false, elide(note, room-used, 12, false))
	}
	return y
}

func (in *Inside) title() string {
	if name := clean(in.Name); name != "" {
		return name + ": gates and states, step by step"
	}
	return "Its gates and states, step by step"
}

// sights says for those who hear the picture what can be seen of the sample.
func (l *Layer) sights() string {
	var b strings.Builder
	for _, in := range l.Inside {
		var names []string
		for _, h := range in.Heats {
			names = append(names, clean(h.Name))
		}
		if len(names) > 0 {
			h := &in.Heats[0]
			b.WriteString(" Heat-maps of " + strings.Join(names, ", ") + ": " + of(h.Units, "unit") + " at " + of(h.Steps, "step") + ".")
		}
	}
	if len(l.Inside) == 0 && len(l.Values) > 0 && l.rank() > 2 {
		m := newMaps(l.Shape, l.Values, l.ChannelsFirst)
		b.WriteString(" Its feature maps: " + m.title() + ".")
	}
	return b.String()
}
