package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

func (c *convolution) Backward(f *layer.Frame) {
	if db := f.Grad(c.b); db != nil {
		c.sums.share(f, f.Rows, len(f.DY)/valuesNanosecond)
		kernel.SumRows(db, f.Buf(c.sum))
	}
	points, width := f.Rows*c.points(), c.width()
	nanoseconds := points * width * c.filters / productsNanosecond
	switch dw, add := f.GradTo(c.w); {
	case dw == nil:
	case c.parts == nil:
		c.weightGradTo(f, 0, f.Rows, add, dw)
	default:
		if !add {
			clear(dw)
		}
		c.dw.share(f, portions, nanoseconds)
		kernel.SumRows(dw, f.Buf(c.parts))
	}
	switch {
	case f.DX == nil:
	case c.direct:
		kernel.Gemm(false, true, points, width, c.filters, f.DY, c.filters, f.W(c.w), c.filters, false, f.DX, width)
	default:
		c.dx.share(f, f.Rows, nanoseconds)
	}
}

// weightGradTo sets dw to the gradient of W by some samples, or adds it.
func (c *convolution) weightGradTo(f *layer.Frame, first, end int, add bool, dw []float32) {
	for g := range c.groups {
		c.times(f, g, first, end, true, f.DY[first*c.points()*c.filters:], add, dw, kernel.Epilogue{})
	}
}

// weightGrad makes the gradient of W by some portions of the samples. A small W
// has too few elements for a product of all samples to be shared out well.
func (c *convolution) weightGrad(f *layer.Frame, first, end int) {
	n := c.width() * c.filters
	for i := first; i < end; i++ {
		dw, from, to := f.Buf(c.parts)[i*n:][:n], i*f.Rows/portions, (i+1)*f.Rows/portions
		if from == to {
			clear(dw)
			continue
		}
		c.weightGradTo(f, from, to, false, dw)
	}
}

// About how many products a thread makes in a nanosecond, and how many values it
// adds up.
const (
	productsNanosecond = 16
	valuesNanosecond   = 4
)

// biasGrad adds up the positions of each sample.
func (c *convolution) biasGrad(f *layer.Frame, first, end int) {
	sum, n := f.Buf(c.sum), c.points()*c.filters
	clear(sum[first*c.filters : end*c.filters])
	for r := first; r < end; r++ {
		kernel.SumRows(sum[r*c.filters:][:c.filters], f.DY[r*n:][:n])
	}
}

// inputGrad sets the gradient of the input. The gradients of the patches are made
// a block at a time, and added up where the patches came from. A sample is cleared
// when its first block comes: then it is still in the cache when that is added.
func (c *convolution) inputGrad(f *layer.Frame, first, end int) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	n, width, each, points := c.from(c.channels), c.width(), c.filters/c.groups, c.points()
	for from, to, clean := first*points, end*points, first; from < to; from += c.block {
		rows := min(c.block, to-from)
		next := (from + rows + points - 1) / points
		clear(f.DX[clean*n : next*n])
		clean = next
		cols := s.of(rows * width)
		for g := range c.groups {
			p := c.group(g)
			dy := f.DY[from*c.filters+g*each:]
			kernel.Gemm(false, true, rows, width, each, dy, c.filters, f.W(c.w)[g*each:], c.filters, false, cols, width)
			p.spill(f.DX, cols, from, rows)
		}
	}
}
