package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[AveragePooling2DSpec]("AveragePooling2D", "AvgPool2D")

// AveragePooling2D keeps the mean of every window of pool_size positions, for each
// channel alone. The windows stand side by side unless strides says otherwise.
//
// Where padding is "same", windows may reach beyond the edge; what is not there
// does not count, neither in the sum nor in the number.
//
// Input (height, width, channels), output (new height, new width, channels); with
// data_format channels_first the channels come first. A mask is dropped.
func AveragePooling2D(poolSize any, more ...any) *AveragePooling2DSpec {
	return layer.New(&AveragePooling2DSpec{}, append([]any{poolSize}, more...)...)
}

// AveragePooling2DSpec configures [AveragePooling2D].
type AveragePooling2DSpec struct {
	PoolSize     []int   `yaml:"pool_size" required:"true" doc:"size of the window"`
	Strides      []int   `yaml:"strides" default:"None" doc:"how far the window moves; None: as far as it is wide"`
	Padding      string  `yaml:"padding" default:"valid" doc:"valid, or same: the last windows may reach beyond the edge"`
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	layer.Common `yaml:",inline"`
}

// Build lays the windows over the input.
func (s *AveragePooling2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, w, err := pool(n, 2, s.PoolSize, s.Strides, s.Padding, s.DataFormat)
	if err != nil {
		return nil, err
	}
	return newAveragePool(m, w), nil
}

type averagePool struct {
	window
	channels int
}

func newAveragePool(m image, w window) layer.Layer {
	l := &averagePool{w, m.channels()}
	return m.layer(&bySample{l.forward, l.backward, m.in.Size()}, w.shape(m.in, m.channels()))
}

func (l *averagePool) forward(f *layer.Frame, first, end int) {
	c, n, k := l.channels, l.from(l.channels), l.points()*l.channels
	for r := first; r < end; r++ {
		x, y := f.X[r*n:][:n], f.Y[r*k:][:k]
		clear(y)
		l.places(func(p place) {
			y := y[p.out*c:][:c]
			for i := range p.rows {
				for j := range p.cols {
					accumulate(y, x[(p.in+i*p.down+j)*c:][:c])
				}
			}
			kernel.Scale(y, 1/float32(p.rows*p.cols))
		})
	}
}

func (l *averagePool) backward(f *layer.Frame, first, end int) {
	c, n, k := l.channels, l.from(l.channels), l.points()*l.channels
	for r := first; r < end; r++ {
		dx, dy := f.DX[r*n:][:n], f.DY[r*k:][:k]
		clear(dx)
		l.places(func(p place) {
			dy := dy[p.out*c:][:c]
			for i := range p.rows {
				for j := range p.cols {
					kernel.Axpy(1/float32(p.rows*p.cols), dy, dx[(p.in+i*p.down+j)*c:][:c])
				}
			}
		})
	}
}
