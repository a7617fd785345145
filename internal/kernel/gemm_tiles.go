package kernel

// tiler is the state of one product that is computed tile by tile, and its
// scratch.
type tiler struct {
	*products
	product
	tile          tile
	panels, block []float32
	packed        bool // op(A) is copied, block by block
	kept          bool // there are several blocks of op(A), so all panels of a strip are kept
}

// stripCols is how many columns have their panels kept together.
const stripCols = 1024

var tilers shelf[tiler]

// tiles computes a product of at least two rows.
func (s *products) tiles(p product) {
	t := tilers.take()
	t.products, t.product = s, p
	t.run()
	t.product, t.tile = product{}, tile{} // keep nobody's memory alive
	tilers.put(t)
}

func (t *tiler) run() {
	depth := evenly(t.k, t.products.depth, 8)
	rows := evenly(t.m, t.products.rows, t.tallest())
	t.kept = rows < t.m
	t.packed = t.kept || t.n >= 256 && t.m > 48
	strip := t.width
	if t.kept {
		strip = min(stripCols, (t.n+t.width-1)/t.width*t.width)
	}
	t.panels = grown(t.panels, strip*depth)
	if t.packed {
		t.block = grown(t.block, rows*depth)
	}
	for j := 0; j < t.n; j += stripCols {
		for p := 0; p < t.k; p += depth {
			for i := 0; i < t.m; i += rows {
				t.strip(i, min(rows, t.m-i), j, min(stripCols, t.n-j), p, min(depth, t.k-p))
			}
		}
	}
}

func (t *tiler) tallest() int { return len(t.whole.use) - 1 }

// evenly cuts n into equal steps of at most most, rounded up to multiples of
// unit where there are several.
func evenly(n, most, unit int) int {
	if n <= most {
		return n
	}
	parts := (n + most - 1) / most
	each := (n + parts - 1) / parts
	return (each + unit - 1) / unit * unit
}

// strip adds the products of depth elements from p on to m rows and n columns of
// C.
func (t *tiler) strip(i, m, j, n, p, depth int) {
	heights := cut(m, t.tallest())
	a := t.a.from(i, p)
	if t.packed {
		t.packBlock(a, heights, depth)
	}
	t.tile.k, t.tile.cRow = depth, 4*t.ldc
	t.tile.load = 0
	if t.accumulate || p > 0 {
		t.tile.load = 1
	}
	for from := 0; from < n; from += t.width {
		place := t.panels
		if t.kept {
			place = place[from*depth:]
		}
		t.panel(a, t.b.from(p, j+from), t.c[i*t.ldc+j+from:], heights, min(t.width, n-from), place, i > 0)
	}
}

// panel is strip for the columns of one panel, which has its place; ready says
// that it is there already.
func (t *tiler) panel(a, b factor, c []float32, heights heights, cols int, place []float32, ready bool) {
	kinds, width := &t.whole, t.width
	switch {
	case 2*cols <= t.width:
		kinds, width = &t.narrow, t.width/2
	case cols < t.width:
		kinds = &t.wide
	}
	copied := factor{place, width, 1}
	switch {
	case b.step != 1:
		if !ready {
			t.turnRows(place, width, b.data, b.step, t.tile.k, cols)
		}
		b, ready = copied, true
	case kinds.use == nil: // rows of B are used where they are
	case ready:
		b = copied
	}
	if kinds.use == nil {
		t.panelByRows(a, b, c, heights.rows(), cols)
		return
	}
	t.tile.a, t.tile.aRow = address(a.data), 4*a.row
	if t.packed {
		t.tile.a, t.tile.aRow = address(t.block), 4
	}
	t.tile.c, t.tile.cols = address(c), cols
	keep := !ready && heights.blocks() > 1
	for _, group := range heights {
		if group.blocks == 0 {
			continue
		}
		t.setHeight(group.height, a)
		t.setRight(b)
		if keep {
			t.tile.blocks, t.tile.keep = 1, address(place)
			kinds.keep[group.height](&t.tile)
			b, keep = copied, false
			t.setRight(b)
			group.blocks--
		}
		if group.blocks > 0 {
			t.tile.blocks = group.blocks
			kinds.use[group.height](&t.tile)
		}
	}
}

// setHeight tells the tile of blocks of h rows.
func (t *tiler) setHeight(h int, a factor) {
	t.tile.aStep, t.tile.aBlock = 4*a.step, 4*a.row*h
	if t.packed {
		t.tile.aStep, t.tile.aBlock = 4*h, 4*h*t.tile.k
	}
}

func (t *tiler) setRight(b factor) {
	t.tile.b, t.tile.bStep = address(b.data), 4*b.row
}

// panelByRows is panel for a set without edge kernels.
func (t *tiler) panelByRows(a, b factor, c []float32, m, cols int) {
	for i := range m {
		row := c[i*t.ldc:][:cols]
		if t.tile.load == 0 {
			clear(row)
		}
		t.row(t.tile.k, &a.data[i*a.row], 4*a.step, &b.data[0], 4*b.row, cols, &row[0])
	}
}
