package layers

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// convolution is the arithmetic of Conv1D and Conv2D: a product of patches and
// weights. Patches are written down a block at a time, small enough for the
// second-level cache; where they lie end to end in the input, as those of a
// window of one position do, they are not written down at all.
type convolution struct {
	patches
	filters, groups int
	w, b            *layer.Param
	direct          bool
	block           int           // output positions at a time
	cols, dcols     *layer.Buffer // the patches of a block, and their gradient
}

// blockOf is how many patches of so many values are written down at a time: what
// fits the cache; more of large ones, so that the weights are not read for a few
// rows; and one of those that are larger than anything.
func blockOf(width int) int {
	const cache, least, large = 48 << 10, 24, 1 << 20
	if width < 1 || width > large {
		return 1
	}
	return max(least, cache/width/least*least)
}

// newConvolution checks the groups of channels.
func newConvolution(n *layer.Node, w window, channels, filters, groups int) (*convolution, error) {
	switch {
	case filters < 1:
		return nil, registry.Bad("filters", "want at least 1, have %d", filters)
	case groups < 1:
		return nil, registry.Bad("groups", "want at least 1, have %d", groups)
	case channels%groups != 0:
		return nil, registry.Bad("groups", "want a divisor of the %d channels of the input, have %d", channels, groups)
	case filters%groups != 0:
		return nil, registry.Bad("groups", "want a divisor of the %d filters, have %d", filters, groups)
	}
	c := &convolution{filters: filters, groups: groups}
	c.patches = patches{window: &w, channels: channels, seen: channels / groups}
	c.direct = groups == 1 && w.rows.tiles() && w.cols.tiles() && (w.rows.k == 1 || w.cols.out == 1)
	if c.block = math.MaxInt; !c.direct {
		c.block = blockOf(c.width())
		c.cols = n.Buffer(layer.Work, 0, c.block*c.width())
		c.dcols = n.Buffer(layer.Back, 0, c.block*c.width())
	}
	n.Fan = c.width()
	return c, nil
}

// group are the patches of the channels that group g sees.
func (c *convolution) group(g int) patches {
	p := c.patches
	p.first = g * p.seen
	return p
}

// rowsOf writes down n rows of p, unless they are in x already.
func (c *convolution) rowsOf(p *patches, f *layer.Frame, from, n int) []float32 {
	if c.direct {
		return f.X[from*p.width():]
	}
	cols := f.Buf(c.cols)
	p.pack(cols, p.width(), f.X, from, n, 0, p.width())
	return cols
}

func (c *convolution) Forward(f *layer.Frame) {
	w, width, each := f.W(c.w), c.width(), c.filters/c.groups
	points := f.Rows * c.points()
	for from := 0; from < points; from += c.block {
		n := min(c.block, points-from)
		y := f.Y[from*c.filters:][:n*c.filters]
		for g := range c.groups {
			p := c.group(g)
			kernel.Gemm(false, false, n, each, width, c.rowsOf(&p, f, from, n), width, w[g*each:], c.filters, false, y[g*each:], c.filters)
		}
		kernel.AddRow(y, f.W(c.b))
	}
}

func (c *convolution) Backward(f *layer.Frame) {
	if !c.direct {
		clear(f.DX)
	}
	points := f.Rows * c.points()
	for from := 0; from < points; from += c.block {
		n := min(c.block, points-from)
		kernel.SumRows(f.Grad(c.b), f.DY[from*c.filters:][:n*c.filters])
		for g := range c.groups {
			c.backwardBlock(f, g, from, n)
		}
	}
}

// backwardBlock is Backward for some output positions and one group.
func (c *convolution) backwardBlock(f *layer.Frame, g, from, n int) {
	p, width, each := c.group(g), c.width(), c.filters/c.groups
	dy := f.DY[from*c.filters+g*each:]
	if dw := f.Grad(c.w); dw != nil {
		kernel.Gemm(true, false, width, each, n, c.rowsOf(&p, f, from, n), width, dy, c.filters, true, dw[g*each:], c.filters)
	}
	if f.DX == nil {
		return
	}
	to := f.Buf(c.dcols)
	if c.direct {
		to = f.DX[from*width:]
	}
	kernel.Gemm(false, true, n, width, each, dy, c.filters, f.W(c.w)[g*each:], c.filters, false, to, width)
	if !c.direct {
		p.spill(f.DX, to, from, n)
	}
}
