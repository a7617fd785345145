package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

// convolution is the arithmetic of Conv1D and Conv2D: a product of patches and
// weights. The product asks for its patches block by block; where they lie end to
// end in the input, as those of a window of one position do, they are not written
// down at all.
type convolution struct {
	patches
	filters, groups int
	w, b            *layer.Param
	direct          bool
	block           int           // output positions whose gradients are made at a time
	sum             *layer.Buffer // of the gradients of each sample's positions
	parts           *layer.Buffer // the gradients of a small W by each portion of the samples
	sums, dw, dx    divisible
}

// blockOf is how many patches of so many values get their gradients at a time: what
// fits the cache; more of large ones, so that the weights are not read for a few
// rows; and one of those that are larger than anything.
func blockOf(width int) int {
	const cache, least, large = 48 << 10, 24, 1 << 20
	if width < 1 || width > large {
		return 1
	}
	return max(least, cache/width/least*least)
}

// smallW is how many weights are so few that their gradients are made by portions.
const smallW = 1 << 15

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
	c.block, c.sum = blockOf(c.width()), n.Buffer(layer.Back, filters, 0)
	if width := c.width(); width > 0 && filters <= smallW/width {
		c.parts = n.Buffer(layer.Back, 0, portions*width*filters)
	}
	c.sums, c.dw, c.dx = c.biasGrad, c.weightGrad, c.inputGrad
	n.Fan = c.width()
	return c, nil
}

// group are the patches of the channels that group g sees.
func (c *convolution) group(g int) patches {
	p := c.patches
	p.first = g * p.seen
	return p
}

// times is a product of the patches of group g of the samples from first to end−1,
// transposed or not, with b.
func (c *convolution) times(f *layer.Frame, g, first, end int, trans bool, b []float32, add bool, to []float32, then kernel.Epilogue) {
	n, x := c.filters/c.groups, f.X[first*c.from(c.channels):]
	m, k := (end-first)*c.points(), c.width()
	if trans {
		m, k = k, m
	}
	left, right := kernel.Operand{Trans: trans}, kernel.Operand{Data: b[g*n:], LD: c.filters}
	if c.direct {
		left.Data, left.LD = x, c.width()
		kernel.Product(m, n, k, left, right, add, to[g*n:], c.filters, then)
		return
	}
	p := packings.Get().(*packing)
	p.patches, p.x, left.Packer = c.group(g), x, p
	kernel.Product(m, n, k, left, right, add, to[g*n:], c.filters, then)
	p.x = nil
	packings.Put(p)
}

func (c *convolution) Forward(f *layer.Frame) {
	then := kernel.Epilogue{Act: f.Act()}
	for g := range c.groups {
		if b := f.W(c.b); b != nil {
			n := c.filters / c.groups
			then.Bias = b[g*n:][:n]
		}
		c.times(f, g, 0, f.Rows, false, f.W(c.w), false, f.Y, then)
	}
}
