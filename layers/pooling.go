package layers

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/layer"
)

// pool lays the window of a pooling layer over its input.
func pool(n *layer.Node, axes int, size, strides []int, padding string, format *string) (image, window, error) {
	m, err := newImage(n, axes, format)
	if err != nil {
		return m, window{}, err
	}
	if strides == nil {
		strides = size
	}
	slide := sliding{key: "pool_size", size: size, strides: strides, padding: padding}
	w, err := slide.over(m.in)
	if axes == 1 {
		n.ActsOn = fmt.Sprintf("each channel, %d steps", w.cols.k)
	} else {
		n.ActsOn = fmt.Sprintf("each channel, %d×%d windows", w.rows.k, w.cols.k)
	}
	return m, w, err
}

// shape is what comes out of a window over in, with so many channels.
func (w *window) shape(in layer.Shape, channels int) layer.Shape {
	if len(in) == 2 {
		return layer.Shape{w.cols.out, channels}
	}
	return layer.Shape{w.rows.out, w.cols.out, channels}
}

// A place of a window is one output position of a sample and the taps that lie on
// the input.
type place struct {
	out        int // output position
	in         int // input position that the first tap lies on
	rows, cols int // how many taps there are
	down       int // how many input positions lie from one row of taps to the next
}

// places calls do with every output position of a sample, in order.
func (w *window) places(do func(place)) {
	p := place{down: w.cols.in}
	for y := range w.rows.out {
		top, bottom, at := w.rows.taps(y)
		p.rows = bottom - top
		line := at * w.cols.in
		for x := range w.cols.out {
			left, end, at := w.cols.taps(x)
			p.cols, p.in = end-left, line+at
			do(p)
			p.out++
		}
	}
}

// pooled is for the layers that keep one value of each channel: of how many
// positions, and what comes out with its channels last.
func pooled(n *layer.Node, axes int, format *string, keepdims bool) (m image, positions int, out layer.Shape, err error) {
	if m, err = newImage(n, axes, format); err != nil {
		return m, 0, nil, err
	}
	positions = m.in.Vectors()
	what := "positions"
	if axes == 1 {
		what = "steps"
	}
	n.ActsOn = fmt.Sprintf("each channel, all %d %s", positions, what)
	out = layer.Shape{m.channels()}
	for range axes {
		if keepdims {
			out = append(layer.Shape{1}, out...)
		}
	}
	return m, positions, out, nil
}

// better is the larger one of two values, the first if they are equal, and where
// it lies. It is written so that the compiler needs no jumps: which of two values
// is larger is anyone's guess.
func better(a float32, at uint32, b float32, there uint32) (float32, uint32) {
	bits, other := math.Float32bits(a), math.Float32bits(b)
	if b > a {
		at = there
	}
	if b > a {
		bits = other
	}
	return math.Float32frombits(bits), at
}
