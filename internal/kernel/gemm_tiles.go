package kernel

// tiler computes one product tile by tile. The loops go, from the outside in,
// over strips of columns, depths of k, slabs of rows, panels of columns and, in
// the assembly, blocks of rows.
type tiler struct {
	*products
	product
	slab, panels []float32 // scratch: copies of a slab of op(A) and of panels of op(B)
	lent         []float32 // scratch: a slab of op(A) that a packer has written
	fetched      []float32 // scratch: a panel of a transposed op(B) that a packer has written
	packed       bool      // slabs are copied
	kept         bool      // there are several slabs, so the panels of a strip are all kept
	left         factor    // op(A) of the slab and depth at hand
	heights      heights   // of the blocks of the slab
	from         int       // the first row of op(B) of the depth at hand
	tile         tile      // what the kernels are told; its k is the depth at hand
}

// stripCols is how many columns have their panels kept together.
const stripCols = 1024

// A product with so many columns and rows uses each element of op(A) often
// enough for copying to pay. Measured.
const (
	packCols = 256
	packRows = 48
)

var tilers shelf[tiler]

// tiles computes a product of at least two rows.
func (s *products) tiles(p *product) {
	t := tilers.take()
	t.products, t.product = s, *p
	t.run()
	t.product, t.left = product{}, factor{} // keep nobody's memory alive
	tilers.put(t)
}

func (t *tiler) run() {
	depth := evenly(t.k, t.depth, 8)
	rows := evenly(t.m, t.rows, t.tallest())
	t.kept = rows < t.m
	t.packed = t.n >= packCols && t.m > packRows
	width := t.width
	if t.kept {
		width = (min(stripCols, t.n) + t.width - 1) / t.width * t.width
	}
	t.panels = grown(t.panels, width*depth)
	if t.packed {
		t.slab = grown(t.slab, rows*depth)
	}
	t.tile.cRow = 4 * t.ldc
	for j := 0; j < t.n; j += stripCols {
		for t.from = 0; t.from < t.k; t.from += depth {
			t.tile.k, t.tile.load = min(depth, t.k-t.from), 0
			if t.accumulate || t.from > 0 {
				t.tile.load = 1
			}
			for i := 0; i < t.m; i += rows {
				t.rowsTimes(i, min(rows, t.m-i), j, min(stripCols, t.n-j))
				if t.from+depth >= t.k {
					t.finish(i, min(rows, t.m-i), j, min(stripCols, t.n-j))
				}
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

// rowsTimes does the m rows from row i on, a slab, of the n columns from column
// j on, a strip.
func (t *tiler) rowsTimes(i, m, j, n int) {
	t.left, t.heights = t.a.from(i, t.from), cut(m, t.tallest())
	if t.left.packer != nil {
		t.lent = grown(t.lent, m*t.tile.k)
		t.left = t.left.fetch(t.lent, m, t.tile.k)
	}
	if t.packed {
		t.packSlab()
	}
	place := t.panels
	for from := 0; from < n; from += t.width {
		if t.kept {
			place = t.panels[from*t.tile.k:]
		}
		t.panel(i, j+from, min(t.width, n-from), place)
	}
}
