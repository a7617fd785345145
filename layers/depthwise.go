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
	channels, filters int // filters in all, and of each channel
	w, b              *layer.Param
	spread            *layer.Buffer // a sample with its channels repeated; nil for one filter each
	product           *layer.Buffer // what a run makes
	dspread           *layer.Buffer
}

func newDepthwise(n *layer.Node, w window, channels, filters int) (*depthwise, error) {
	if err := checkMultiplier(filters, channels); err != nil {
		return nil, err
	}
	d := &depthwise{window: w, channels: channels * filters, filters: filters}
	d.product = n.Buffer(layer.Work, 0, w.cols.out*d.channels)
	if filters > 1 {
		d.spread = n.Buffer(layer.Work, 0, w.from(d.channels))
		d.dspread = n.Buffer(layer.Back, 0, w.from(d.channels))
	}
	return d, nil
}

// sample is one sample of x with a channel for each filter.
func (d *depthwise) sample(f *layer.Frame, x []float32) []float32 {
	wide := f.Buf(d.spread)
	if wide == nil {
		return x
	}
	for i := range wide {
		wide[i] = x[i/d.filters]
	}
	return wide
}

// runs calls do with every tap, and with each run of output values of one sample
// that it adds to: the values from out to end−1, from the input values that begin
// at in.
func (d *depthwise) runs(do func(tap, out, end, in int)) {
	c, stride := d.channels, d.cols.stride
	for t := range d.taps() {
		top, bottom, at := d.rows.reach(t / d.cols.k)
		left, end, from := d.cols.reach(t % d.cols.k)
		if left == end {
			continue
		}
		for y := top; y < bottom; y++ {
			out, in := y*d.cols.out, (at+(y-top)*d.rows.stride)*d.cols.in+from
			if stride == 1 {
				do(t, (out+left)*c, (out+end)*c, in*c)
				continue
			}
			for x := left; x < end; x++ {
				do(t, (out+x)*c, (out+x+1)*c, (in+(x-left)*stride)*c)
			}
		}
	}
}

// forward sets y to the sums of x, and adds the bias.
func (d *depthwise) forward(f *layer.Frame, y, x []float32) {
	w, product, n, k := f.W(d.w), f.Buf(d.product), d.from(d.channels/d.filters), d.points()*d.channels
	clear(y)
	for r := range f.Rows {
		x, y := d.sample(f, x[r*n:][:n]), y[r*k:][:k]
		d.runs(func(tap, out, end, in int) {
			p := product[:end-out]
			kernel.MultiplyRow(p, x[in:][:end-out], w[tap*d.channels:][:d.channels])
			kernel.Add(y[out:end], p)
		})
	}
	kernel.AddRow(y, f.W(d.b))
}

// backward sets dx, unless nil, and adds to the gradients of W and b.
func (d *depthwise) backward(f *layer.Frame, dx, dy, x []float32) {
	kernel.SumRows(f.Grad(d.b), dy)
	n, k := d.from(d.channels/d.filters), d.points()*d.channels
	clear(dx)
	for r := range f.Rows {
		if dw := f.Grad(d.w); dw != nil {
			d.weightGrad(f, dw, dy[r*k:][:k], d.sample(f, x[r*n:][:n]))
		}
		if dx != nil {
			d.inputGrad(f, dx[r*n:][:n], dy[r*k:][:k])
		}
	}
}

func (d *depthwise) weightGrad(f *layer.Frame, dw, dy, x []float32) {
	product := f.Buf(d.product)
	d.runs(func(tap, out, end, in int) {
		p := product[:end-out]
		kernel.Multiply(p, x[in:][:end-out], dy[out:end])
		kernel.SumRows(dw[tap*d.channels:][:d.channels], p)
	})
}

// inputGrad adds to dx, one sample.
func (d *depthwise) inputGrad(f *layer.Frame, dx, dy []float32) {
	w, product, wide := f.W(d.w), f.Buf(d.product), f.Buf(d.dspread)
	clear(wide)
	to := dx
	if wide != nil {
		to = wide
	}
	d.runs(func(tap, out, end, in int) {
		p := product[:end-out]
		kernel.MultiplyRow(p, dy[out:end], w[tap*d.channels:][:d.channels])
		kernel.Add(to[in:][:end-out], p)
	})
	for i, v := range wide {
		dx[i/d.filters] += v
	}
}
