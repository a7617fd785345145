package plot

import "io"

// NetworkSVG writes the picture of a network as SVG, 960 wide. It follows
// the reader's light or dark theme. It fails where n cannot be drawn, with
// the layer's name and place, and where w does.
func NetworkSVG(w io.Writer, n *Network) error {
	p, err := networkPage(n)
	if err != nil {
		return err
	}
	return p.writeSVG(w)
}

// NetworkPNG writes the picture of a network as PNG.
func NetworkPNG(w io.Writer, n *Network, opt PNG) error {
	p, err := networkPage(n)
	if err != nil {
		return err
	}
	return p.writePNG(w, opt)
}

// A drawing is a network picture in the making.
type drawing struct {
	page
	n   *Network
	y   float64 // where the last panel ends
	out outlet  // where its numbers come out

	tail  int     // from this layer on, a unit is an output: nothing mixes them any more
	must  int     // the output that must be seen: the predicted one, or −1
	pitch float64 // from one output to the next
	names []string
	shown []float32 // the numbers that were last shown as pictures
}

// An outlet is where the numbers of a layer come out.
type outlet struct {
	y      float64
	xs     []float64
	groups *groups // nil for a layer without positions
	rows   []row   // the units of each group; nil where it is one box
}

func networkPage(n *Network) (*page, error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	d := &drawing{n: n}
	d.w = pageWidth
	d.title, d.desc = n.headline(), n.describe()
	d.write(panelX+2, 34, 18, left, ink, true, elide(d.title, panelWidth-4, 18, true))
	d.write(panelX+2, 55, 13, left, muted, false, elide(n.subline(), panelWidth-4, 13, false))
	d.outputs()
	d.input()
	for i := range n.Layers {
		d.layer(i)
	}
	d.h = d.y + 16
	return &d.page, nil
}

// layer draws one layer in the form that its data asks for.
func (d *drawing) layer(i int) {
	l := &d.n.Layers[i]
	switch l.form() {
	case sums:
		if l.rank() > 1 {
			d.groupSums(l)
		} else {
			d.sums(i, l)
		}
	case tiles:
		if l.rank() > 1 {
			d.groupTiles(l)
		} else {
			d.tiles(i, l)
		}
	case boxes:
		d.boxes(l)
	case strip:
		d.strip(l, i)
	}
	d.seen(l)
}

// A form is how a layer is drawn.
type form uint8

const (
	sums  form = iota // circles, then tiles
	tiles             // tiles alone
	boxes             // a box for each position
	strip             // one note
)

func (l *Layer) form() form {
	switch {
	case l.Fan > 0:
		return sums
	case l.Activation != "":
		return tiles
	case l.Recurrent && l.rank() > 1:
		return boxes
	}
	return strip
}

func (l *Layer) rank() int  { return len(l.Shape) }
func (l *Layer) units() int { return l.Shape[len(l.Shape)-1] }

// outputs finds the layers whose units are the outputs of the network, and
// how far apart those stand.
func (d *drawing) outputs() {
	layers := d.n.Layers
	last := &layers[len(layers)-1]
	d.tail = len(layers)
	for d.tail > 0 {
		l := &layers[d.tail-1]
		if l.rank() != 1 || l.units() != last.units() {
			break
		}
		d.tail--
		if l.form() == sums {
			break
		}
	}
	d.must, d.pitch = -1, slot
	d.names = d.n.labels()
	if d.n.Sample != nil && (last.Vectorwise || len(d.names) > 1) {
		d.must = largest(last.Y)
	}
	if n := last.units(); len(d.names) == n && n <= 10 {
		for _, s := range d.names {
			d.pitch = max(d.pitch, width(clean(s), 12, true)+14)
		}
		d.pitch = min(d.pitch, rowWidth/float64(n))
	}
}

// rowOf places the units of layer i.
func (d *drawing) rowOf(i, n int) row {
	if i >= d.tail {
		return newRow(n, d.must, d.pitch)
	}
	return newRow(n, -1, slot)
}

// isLast tells whether l is the last layer.
func (d *drawing) isLast(l *Layer) bool { return l == &d.n.Layers[len(d.n.Layers)-1] }

// open starts the next panel, the usual gap or a short one below the last,
// and returns its top.
func (d *drawing) open(short bool) float64 {
	switch {
	case short:
		d.y += 22
	case len(d.n.Layers) > 4:
		d.y += 44
	default:
		d.y += 60
	}
	return d.y
}

// close ends the panel that began at top.
func (d *drawing) close(top, bottom float64) {
	d.panel(panelX, top, panelWidth, bottom-top)
	d.y = bottom
}

// mesh connects every number that comes out above with every unit of r, and
// shows the products of one unit in ink.
func (d *drawing) mesh(r row, y, highlight float64) {
	all := &path{style: style{role: "mesh", line: edge, width: 0.75, lineFaded: 0.33}}
	one := &path{style: style{role: "fan", line: ink, width: 1, lineFaded: 0.8}}
	for _, to := range r.xs() {
		p := all
		if to == highlight {
			p = one
		}
		for _, from := range d.out.xs {
			p.join(from, d.out.y, to, y)
		}
	}
	for _, p := range []*path{all, one} {
		if len(p.steps) > 0 {
			d.under(p)
		}
	}
}
