package layers

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[MaxPooling2DSpec]("MaxPooling2D", "MaxPool2D")

// MaxPooling2D keeps the largest value of every window of pool_size positions, for
// each channel alone. The windows stand side by side unless strides says
// otherwise.
//
// A gradient goes to the largest value, to the first of several. Where padding is
// "same", windows may reach beyond the edge; what is not there does not count.
//
// Input (height, width, channels), output (new height, new width, channels); with
// data_format channels_first the channels come first. A mask is dropped.
func MaxPooling2D(more ...any) *MaxPooling2DSpec { return layer.New(&MaxPooling2DSpec{}, more...) }

// MaxPooling2DSpec configures [MaxPooling2D].
type MaxPooling2DSpec struct {
	PoolSize     []int   `yaml:"pool_size" default:"[2, 2]" call:"positional" doc:"size of the window"`
	Strides      []int   `yaml:"strides" default:"None" doc:"how far the window moves; None: as far as it is wide"`
	Padding      string  `yaml:"padding" default:"valid" doc:"valid, or same: the last windows may reach beyond the edge"`
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	layer.Common `yaml:",inline"`
}

// Build lays the windows over the input.
func (s *MaxPooling2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, w, err := pool(n, 2, s.PoolSize, s.Strides, s.Padding, s.DataFormat)
	if err != nil {
		return nil, err
	}
	return newMaxPool(m, w), nil
}

type maxPool struct {
	window
	channels int
	fours    bool          // windows of 2×2 positions, side by side
	covers   bool          // they are the whole input
	from     *layer.Buffer // where the value of each output comes from
}

func newMaxPool(m image, w window) layer.Layer {
	out := w.shape(m.in, m.channels())
	l := &maxPool{window: w, channels: m.channels(), from: m.n.Buffer(layer.Tape, out.Size(), 0)}
	l.fours = w.rows.k == 2 && w.cols.k == 2 && w.rows.stride == 2 && w.cols.stride == 2
	l.covers = l.fours && w.rows.tiles() && w.cols.tiles()
	return m.layer(&bySample{l.forward, l.backward, m.in.Size()}, out)
}

// windows calls row with every row of windows of four positions that lie on the
// input, and one with every other place. The values of a row come from one of four
// positions, 0 to 3; those of a place from a value of the sample, whose number is
// kept as bits.
func (l *maxPool) windows(row func(p place, count int), one func(place)) {
	first, end := l.cols.inside()
	l.places(func(p place) {
		switch x := p.out % l.cols.out; {
		case !l.fours || p.rows < 2 || x < first || x >= end:
			one(p)
		case x == first:
			row(p, end-first)
		}
	})
}

func (l *maxPool) forward(f *layer.Frame, first, end int) {
	c, n, k := l.channels, l.window.from(l.channels), l.points()*l.channels
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	for r := first; r < end; r++ {
		x, y := f.X[r*n:][:n], f.Y[r*k:][:k]
		from := f.Buf(l.from)
		if from != nil {
			from = from[r*k:][:k]
		} else {
			from = s.of(k) // nobody wants it
		}
		l.windows(func(p place, count int) {
			at, size := p.out*c, count*c
			kernel.MaxOfFour(y[at:][:size], from[at:][:size], x[p.in*c:], c, p.down*c)
		}, func(p place) {
			l.largest(y[p.out*c:][:c], from[p.out*c:][:c], x, p)
		})
	}
}

// largest sets y to the largest values of a place, and from to where they lie in x.
func (l *maxPool) largest(y, from, x []float32, p place) {
	copy(y, x[p.in*l.channels:])
	for k := range from {
		from[k] = math.Float32frombits(uint32(p.in*l.channels + k))
	}
	for i := range p.rows {
		for j := range p.cols {
			if at := p.in + i*p.down + j; at > p.in {
				raise(y, from, x[at*l.channels:], uint32(at*l.channels))
			}
		}
	}
}

// raise makes each value of y as large as that of x, and sets from to the place
// where x is larger: at, at+1 …
func raise(y, from, x []float32, at uint32) {
	x, from = x[:len(y)], from[:len(y)]
	for k, v := range x {
		top, i := better(y[k], math.Float32bits(from[k]), v, at+uint32(k))
		y[k], from[k] = top, math.Float32frombits(i)
	}
}

func (l *maxPool) backward(f *layer.Frame, first, end int) {
	c, n, k := l.channels, l.window.from(l.channels), l.points()*l.channels
	for r := first; r < end; r++ {
		dx, dy, from := f.DX[r*n:][:n], f.DY[r*k:][:k], f.Buf(l.from)[r*k:][:k]
		if !l.covers {
			clear(dx)
		}
		l.windows(func(p place, count int) {
			at, size := p.out*c, count*c
			kernel.MaxOfFourGrad(dx[p.in*c:], dy[at:][:size], from[at:][:size], c, p.down*c)
		}, func(p place) {
			from := from[p.out*c:][:c]
			for i, d := range dy[p.out*c:][:c] {
				dx[math.Float32bits(from[i])] += d
			}
		})
	}
}
