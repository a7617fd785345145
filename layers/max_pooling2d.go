package layers

import (
	"math"

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
	from     *layer.Buffer // which value of its sample each output is, as bits
}

func newMaxPool(m image, w window) layer.Layer {
	out := w.shape(m.in, m.channels())
	l := &maxPool{w, m.channels(), m.n.Buffer(layer.Tape, out.Size(), 0)}
	return m.layer(&bySample{l.forward, l.backward, m.in.Size()}, out)
}

func (l *maxPool) forward(f *layer.Frame, first, end int) {
	from, c, n, k := f.Buf(l.from), l.channels, l.window.from(l.channels), l.points()*l.channels
	for r := first; r < end; r++ {
		x, y := f.X[r*n:][:n], f.Y[r*k:][:k]
		l.places(func(p place) {
			y := y[p.out*c:][:c]
			copy(y, x[p.in*c:])
			if from == nil {
				l.highest(y, x, p)
			} else {
				l.remember(y, from[r*k+p.out*c:][:c], x, p)
			}
		})
	}
}

// highest makes y the largest values of a place; it holds those of the first tap.
func (l *maxPool) highest(y, x []float32, p place) {
	for i := range p.rows {
		for j := range p.cols {
			if at := p.in + i*p.down + j; at > p.in {
				raise(y, x[at*l.channels:])
			}
		}
	}
}

// remember is highest, and sets from to where the values lie in x.
func (l *maxPool) remember(y, from, x []float32, p place) {
	if p.rows == 2 && p.cols == 2 {
		rememberFour(y, from, x[p.in*l.channels:], p.down*l.channels, uint32(p.in*l.channels))
		return
	}
	for k := range from {
		from[k] = math.Float32frombits(uint32(p.in*l.channels + k))
	}
	for i := range p.rows {
		for j := range p.cols {
			if at := p.in + i*p.down + j; at > p.in {
				raiseFrom(y, from, x[at*l.channels:], uint32(at*l.channels))
			}
		}
	}
}

// raiseFrom is raise, and sets from to the place where x is larger: at, at+1 …
func raiseFrom(y, from, x []float32, at uint32) {
	x, from = x[:len(y)], from[:len(y)]
	for k, v := range x {
		top, i := better(y[k], math.Float32bits(from[k]), v, at+uint32(k))
		y[k], from[k] = top, math.Float32frombits(i)
	}
}

// rememberFour is remember for the usual window: two values of each channel at the
// beginning of x, and two in the row below, which is down further on.
func rememberFour(y, from, x []float32, down int, at uint32) {
	n := len(y)
	from = from[:n]
	a, b, c, d := x[:n], x[n:][:n], x[down:][:n], x[down+n:][:n]
	for k := range y {
		top, i := better(a[k], 0, b[k], uint32(n))
		top, i = better(top, i, c[k], uint32(down))
		top, i = better(top, i, d[k], uint32(down+n))
		y[k], from[k] = top, math.Float32frombits(at+uint32(k)+i)
	}
}

func (l *maxPool) backward(f *layer.Frame, first, end int) {
	n, k, from := l.window.from(l.channels), l.points()*l.channels, f.Buf(l.from)
	for r := first; r < end; r++ {
		dx, from := f.DX[r*n:][:n], from[r*k:][:k]
		clear(dx)
		for i, d := range f.DY[r*k:][:k] {
			dx[math.Float32bits(from[i])] += d
		}
	}
}
