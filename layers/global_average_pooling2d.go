package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[GlobalAveragePooling2DSpec]("GlobalAveragePooling2D", "GlobalAvgPool2D")

// GlobalAveragePooling2D keeps the mean of all positions, for each channel alone.
//
// Input (height, width, channels), output (channels), or (1, 1, channels) with
// keepdims; with data_format channels_first input (channels, height, width),
// output (channels) or (channels, 1, 1). A mask is dropped.
func GlobalAveragePooling2D(more ...any) *GlobalAveragePooling2DSpec {
	return layer.New(&GlobalAveragePooling2DSpec{}, more...)
}

// GlobalAveragePooling2DSpec configures [GlobalAveragePooling2D].
type GlobalAveragePooling2DSpec struct {
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	Keepdims     bool    `yaml:"keepdims" default:"false" doc:"keep an axis of 1 for each that is gone"`
	layer.Common `yaml:",inline"`
}

// Build sees what a channel has.
func (s *GlobalAveragePooling2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, positions, out, err := pooled(n, 2, s.DataFormat, s.Keepdims)
	if err != nil {
		return nil, err
	}
	return newGlobalAverage(m, positions, out, false), nil
}

type globalAverage struct {
	positions, channels int
	masked              bool // positions that are masked do not count
}

func newGlobalAverage(m image, positions int, out layer.Shape, masked bool) layer.Layer {
	l := &globalAverage{positions, m.channels(), masked}
	return m.layer(&bySample{l.forward, l.backward, m.in.Size()}, out)
}

// mask is that of sample r; nil if there is none, or if it is not for this layer.
func (l *globalAverage) mask(f *layer.Frame, r int) []float32 {
	if f.Mask == nil || !l.masked {
		return nil
	}
	return f.Mask[r*l.positions:][:l.positions]
}

// share is one over the number of positions that count.
func (l *globalAverage) share(mask []float32) float32 {
	n := float32(l.positions)
	if mask != nil {
		n = float32(kernel.Sum(mask))
	}
	return 1 / max(n, 1)
}

func (l *globalAverage) forward(f *layer.Frame, first, end int) {
	n, c := l.positions*l.channels, l.channels
	for r := first; r < end; r++ {
		x, y, mask := f.X[r*n:][:n], f.Y[r*c:][:c], l.mask(f, r)
		clear(y)
		if mask == nil {
			kernel.SumRows(y, x)
		}
		for i, m := range mask {
			if m != 0 {
				kernel.Add(y, x[i*c:][:c])
			}
		}
		kernel.Scale(y, l.share(mask))
	}
}

func (l *globalAverage) backward(f *layer.Frame, first, end int) {
	n, c := l.positions*l.channels, l.channels
	for r := first; r < end; r++ {
		dx, dy, mask := f.DX[r*n:][:n], f.DY[r*c:][:c], l.mask(f, r)
		kernel.Scale(dy, l.share(mask))
		for i := range l.positions {
			at := dx[i*c:][:c]
			if copy(at, dy); mask != nil && mask[i] == 0 {
				clear(at)
			}
		}
	}
}
