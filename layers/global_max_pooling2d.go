package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[GlobalMaxPooling2DSpec]("GlobalMaxPooling2D", "GlobalMaxPool2D")

// GlobalMaxPooling2D keeps the largest value of all positions, for each channel
// alone. A gradient is shared out among all that are the largest.
//
// Input (height, width, channels), output (channels), or (1, 1, channels) with
// keepdims; with data_format channels_first input (channels, height, width),
// output (channels) or (channels, 1, 1). A mask is dropped.
func GlobalMaxPooling2D(more ...any) *GlobalMaxPooling2DSpec {
	return layer.New(&GlobalMaxPooling2DSpec{}, more...)
}

// GlobalMaxPooling2DSpec configures [GlobalMaxPooling2D].
type GlobalMaxPooling2DSpec struct {
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	Keepdims     bool    `yaml:"keepdims" default:"false" doc:"keep an axis of 1 for each that is gone"`
	layer.Common `yaml:",inline"`
}

// Build sees what a channel has.
func (s *GlobalMaxPooling2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, positions, out, err := pooled(n, 2, s.DataFormat, s.Keepdims)
	if err != nil {
		return nil, err
	}
	return newGlobalMax(m, positions, out), nil
}

type globalMax struct {
	positions, channels int
	ties                *layer.Buffer // how many values of a channel are the largest
}

func newGlobalMax(m image, positions int, out layer.Shape) layer.Layer {
	l := &globalMax{positions, m.channels(), m.n.Buffer(layer.Back, m.channels(), 0)}
	return m.layer(&bySample{l.forward, l.backward, m.in.Size()}, out)
}

func (l *globalMax) forward(f *layer.Frame, first, end int) {
	c := l.channels
	for r := first; r < end; r++ {
		x, y := f.X[r*l.positions*c:][:l.positions*c], f.Y[r*c:][:c]
		copy(y, x)
		for at := c; at < len(x); at += c {
			kernel.Raise(y, x[at:at+c])
		}
	}
}

func (l *globalMax) backward(f *layer.Frame, first, end int) {
	n, c := l.positions*l.channels, l.channels
	for r := first; r < end; r++ {
		x, y := f.X[r*n:][:n], f.Y[r*c:][:c]
		dx, dy := f.DX[r*n:][:n], f.DY[r*c:][:c]
		ties := f.Buf(l.ties)[r*c:][:c]
		clear(ties)
		for at := 0; at < n; at += c {
			countTies(ties, x[at:], y)
		}
		for k := range dy {
			dy[k] /= ties[k]
		}
		for at := 0; at < n; at += c {
			giveTies(dx[at:], dy, x[at:], y)
		}
	}
}

// countTies adds 1 where x is y.
func countTies(ties, x, y []float32) {
	x, ties = x[:len(y)], ties[:len(y)]
	for k, v := range y {
		if x[k] == v {
			ties[k]++
		}
	}
}

// giveTies sets dx to dy where x is y, else to 0.
func giveTies(dx, dy, x, y []float32) {
	x, dx, dy = x[:len(y)], dx[:len(y)], dy[:len(y)]
	for k, v := range y {
		g := float32(0)
		if x[k] == v {
			g = dy[k]
		}
		dx[k] = g
	}
}
