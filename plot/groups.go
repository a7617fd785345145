package plot

import (
	"strconv"
	"strings"
)

const (
	boxWidth   = 144
	boxHeight  = 34
	groupWidth = 156 // of the tile of one position
)

// groups are the positions of a sequence or an image that are drawn.
type groups struct {
	at     []group
	gap    float64 // where the others would stand; 0 for none
	hidden int     // how many others; −1 for an unknown number
}

// A group is one position: its middle and its name, "t = 0" or "(0, 1)".
type group struct {
	x    float64
	name string
}

// newGroups places the positions of a shape: up to three all, else the
// first two and the last.
func newGroups(s []int) *groups {
	axes := s[:len(s)-1]
	n := size(axes)
	g := &groups{}
	add := func(x float64, k int) { g.at = append(g.at, group{x, position(axes, k)}) }
	switch n {
	case 1:
		add(rowMid, 0)
	case 2:
		add(rowX+154, 0)
		add(rowX+426, 1)
	case 3:
		add(rowX+80, 0)
		add(rowX+290, 1)
		add(rowX+500, 2)
	default:
		add(rowX+72, 0)
		add(rowX+236, 1)
		add(rowX+516, n-1)
		g.gap, g.hidden = rowX+376, n-3
		if n < 0 {
			g.hidden = -1
			g.at[2].name = "last"
		}
	}
	return g
}

// position names the k-th position along the axes.
func position(axes []int, k int) string {
	if len(axes) == 1 || size(axes) < 0 {
		return "t = " + strconv.Itoa(k)
	}
	at := make([]string, len(axes))
	for i := len(axes) - 1; i >= 0; i-- {
		at[i] = strconv.Itoa(k % axes[i])
		k /= axes[i]
	}
	return "(" + strings.Join(at, ", ") + ")"
}

func (g *groups) xs() []float64 {
	var xs []float64
	for _, p := range g.at {
		xs = append(xs, p.x)
	}
	return xs
}

// more writes "… 4 more …" where positions are left out.
func (d *drawing) more(g *groups, y float64, fill paint) {
	switch {
	case g.hidden < 0:
		d.write(g.gap, y, 13, middle, fill, false, "… more …")
	case g.hidden > 0:
		d.write(g.gap, y, 13, middle, fill, false, elide("… "+count(g.hidden)+" more …", 130, 13, false))
	}
}

// positions draws a box for each position, chained from left to right if
// each sees the one before it.
func (d *drawing) positions(g *groups, y float64, n int, chained bool) {
	for _, p := range g.at {
		d.add(&box{p.x - boxWidth/2, y, boxWidth, boxHeight, 6, style{role: "position", fill: node, line: rim, width: 1.25}})
		s := p.name + ": " + of(n, "number")
		size := fitting(s, boxWidth-10, 13, false)
		d.write(p.x, y+22, size, middle, ink, false, elide(s, boxWidth-8, size, false))
	}
	if !chained {
		return
	}
	mid := y + boxHeight/2
	for i := 1; i < len(g.at); i++ {
		from, to := g.at[i-1].x+boxWidth/2+1, g.at[i].x-boxWidth/2
		if g.hidden == 0 || i < len(g.at)-1 {
			d.across(from, to, mid, rim)
			continue
		}
		half := width("… "+count(g.hidden)+" more …", 13, false)/2 + 5
		d.across(from, max(g.gap-half, from+12), mid, rim)
		d.across(min(g.gap+half, to-12), to, mid, rim)
	}
}

// boxes draws a layer whose inside is not drawn, one box at each position.
func (d *drawing) boxes(l *Layer) {
	above := d.out
	top := d.open(false)
	g := newGroups(l.Shape)
	y := top + 25
	for _, p := range g.at {
		d.arrow(p.x, above.y, y, rim)
	}
	d.positions(g, y, l.units(), l.Recurrent)
	d.more(g, y+22, muted)
	note := clean(l.Note)
	if note == "" {
		note = "step by step, left to right"
	}
	facts := l.facts()
	d.headings(top+26, l.Name, l.kind(), facts[0], note)
	d.out = outlet{y: y + boxHeight, xs: g.xs(), groups: g}
	d.close(top, top+84)
}
