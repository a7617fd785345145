package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// depthwise is the arithmetic of convolutions that keep channels apart. Each tap
// multiplies a run of positions by its weights at once. Channels with several
// filters are repeated first, one copy for each filter.
type depthwise struct {
	window
	channels, filters   int // filters in all, and of each channel
	w, b                *layer.Param
	dw                  *layer.Buffer // the gradients of W by each portion of the samples
	forth, backW, backX divisible
}

func newDepthwise(n *layer.Node, w window, channels, filters int) (*depthwise, error) {
	if err := checkMultiplier(filters, channels); err != nil {
		return nil, err
	}
	d := &depthwise{window: w, channels: channels * filters, filters: filters}
	d.dw = n.Buffer(layer.Back, 0, portions*w.taps()*d.channels)
	d.forth, d.backW, d.backX = d.forward, d.weightGrad, d.inputGrad
	return d, nil
}

func (d *depthwise) Forward(f *layer.Frame) { d.forth.share(f, f.Rows, d.nanoseconds(f)) }

func (d *depthwise) Backward(f *layer.Frame) {
	kernel.SumRows(f.Grad(d.b), f.DY)
	if dw := f.Grad(d.w); dw != nil {
		d.backW.share(f, portions, d.nanoseconds(f))
		kernel.SumRows(dw, f.Buf(d.dw))
	}
	if f.DX != nil {
		d.backX.share(f, f.Rows, d.nanoseconds(f))
	}
}

// nanoseconds is about how long a pass takes.
func (d *depthwise) nanoseconds(f *layer.Frame) int {
	const products = 4 // in a nanosecond
	return f.Rows * d.points() * d.channels * d.taps() / products
}

// in and out are the values of a sample that goes in, and that comes out.
func (d *depthwise) in() int  { return d.from(d.channels / d.filters) }
func (d *depthwise) out() int { return d.points() * d.channels }

// borrow is memory for what a run makes, and for a sample with a channel for each
// filter.
func (d *depthwise) borrow() (s *scratch, product, wide []float32) {
	s = scratches.Get().(*scratch)
	run, sample := d.cols.out*d.channels, 0
	if d.filters > 1 {
		sample = d.from(d.channels)
	}
	all := s.of(run + sample)
	return s, all[:run], all[run:]
}

// spread is a sample with a channel for each filter: x, or made of it in wide.
func (d *depthwise) spread(wide, x []float32) []float32 {
	if d.filters == 1 {
		return x
	}
	for i := range wide {
		wide[i] = x[i/d.filters]
	}
	return wide
}

// runs calls do with each run of output values of one sample that tap t adds to:
// the values from out to end−1, from the input values that begin at in.
func (d *depthwise) runs(t int, do func(out, end, in int)) {
	c, stride := d.channels, d.cols.stride
	top, bottom, at := d.rows.reach(t / d.cols.k)
	left, end, from := d.cols.reach(t % d.cols.k)
	if left == end {
		return
	}
	for y := top; y < bottom; y++ {
		out, in := y*d.cols.out, (at+(y-top)*d.rows.stride)*d.cols.in+from
		if stride == 1 {
			do((out+left)*c, (out+end)*c, in*c)
			continue
		}
		for x := left; x < end; x++ {
			do((out+x)*c, (out+x+1)*c, (in+(x-left)*stride)*c)
		}
	}
}

// forward sets Y to the sums of X, and adds the bias.
func (d *depthwise) forward(f *layer.Frame, first, end int) {
	w, n, k := f.W(d.w), d.in(), d.out()
	s, product, wide := d.borrow()
	defer scratches.Put(s)
	for r := first; r < end; r++ {
		x, y := d.spread(wide, f.X[r*n:][:n]), f.Y[r*k:][:k]
		clear(y)
		for t := range d.taps() {
			w := w[t*d.channels:][:d.channels]
			d.runs(t, func(out, end, in int) {
				p := product[:end-out]
				kernel.MultiplyRow(p, x[in:][:end-out], w)
				kernel.Add(y[out:end], p)
			})
		}
		kernel.AddRow(y, f.W(d.b))
	}
}

// weightGrad sets the gradient of W by some portions of the samples.
func (d *depthwise) weightGrad(f *layer.Frame, first, end int) {
	n, k, c := d.in(), d.out(), d.channels
	s, product, wide := d.borrow()
	defer scratches.Put(s)
	for i := first; i < end; i++ {
		dw := f.Buf(d.dw)[i*d.taps()*c:][:d.taps()*c]
		clear(dw)
		for r := i * f.Rows / portions; r < (i+1)*f.Rows/portions; r++ {
			x, dy := d.spread(wide, f.X[r*n:][:n]), f.DY[r*k:][:k]
			for t := range d.taps() {
				d.runs(t, func(out, end, in int) {
					p := product[:end-out]
					kernel.Multiply(p, x[in:][:end-out], dy[out:end])
					kernel.SumRows(dw[t*c:][:c], p)
				})
			}
		}
	}
}

// inputGrad sets the gradient of the input.
func (d *depthwise) inputGrad(f *layer.Frame, first, end int) {
	w, n, k := f.W(d.w), d.in(), d.out()
	s, product, wide := d.borrow()
	defer scratches.Put(s)
	clear(f.DX[first*n : end*n])
	for r := first; r < end; r++ {
		dx, dy := f.DX[r*n:][:n], f.DY[r*k:][:k]
		to := dx
		if d.filters > 1 {
			to = wide
			clear(wide)
		}
		for t := range d.taps() {
			w := w[t*d.channels:][:d.channels]
			d.runs(t, func(out, end, in int) {
				p := product[:end-out]
				kernel.MultiplyRow(p, dy[out:end], w)
				kernel.Add(to[in:][:end-out], p)
			})
		}
		for i, v := range wide {
			dx[i/d.filters] += v
		}
	}
}
