package layers

import (
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[ZeroPadding2DSpec]("ZeroPadding2D")

// ZeroPadding2D puts zeros around a picture: 1 is one row above and below and
// one column left and right; [1, 2] one row and two columns on each side; and
// [[1, 0], [0, 2]] one row above and two columns on the right.
//
// Input (height, width, channels), output (top + height + bottom, left + width +
// right, channels); with data_format channels_first the channels come first. A
// mask is dropped.
func ZeroPadding2D(more ...any) *ZeroPadding2DSpec {
	return layer.New(&ZeroPadding2DSpec{}, more...)
}

// ZeroPadding2DSpec configures [ZeroPadding2D].
type ZeroPadding2DSpec struct {
	Padding      [][]int `yaml:"padding" default:"[1, 1]" call:"positional" doc:"how many zeros on all sides, or [rows, columns], or [[top, bottom], [left, right]]"`
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	layer.Common `yaml:",inline"`
}

// Build reads the sides.
func (s *ZeroPadding2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, err := newImage(n, 2, s.DataFormat)
	if err != nil {
		return nil, err
	}
	sides, err := s.sides()
	if err != nil {
		return nil, err
	}
	p := &zeroPadding{in: m.in, top: sides[0][0], left: sides[1][0]}
	p.out = layer.Shape{m.in[0] + sides[0][0] + sides[0][1], m.in[1] + sides[1][0] + sides[1][1], m.channels()}
	return m.layer(p, p.out), nil
}

// sides are top and bottom, left and right.
func (s *ZeroPadding2DSpec) sides() (sides [2][2]int, err error) {
	bad := len(s.Padding) != 1 && len(s.Padding) != 2
	for i := range sides {
		if bad {
			break
		}
		v := s.Padding[min(i, len(s.Padding)-1)]
		if bad = len(v) != 1 && (len(v) != 2 || len(s.Padding) != 2); !bad {
			sides[i] = [2]int{v[0], v[len(v)-1]}
			bad = min(v[0], sides[i][1]) < 0 || max(v[0], sides[i][1]) > most
		}
	}
	if bad {
		err = registry.Bad("padding", "want one number of at least 0, or [rows, columns], or [[top, bottom], [left, right]], have %v", s.Padding)
	}
	return sides, err
}

type zeroPadding struct {
	in, out   layer.Shape
	top, left int
}

// lines calls do with each row of the inputs and the place where it lies in the
// outputs.
func (p *zeroPadding) lines(x, y []float32, do func(x, y []float32)) {
	across, n, k := p.in[1]*p.in[2], p.in.Size(), p.out.Size()
	for r := 0; r*n < len(x); r++ {
		for i := range p.in[0] {
			at := ((p.top+i)*p.out[1] + p.left) * p.in[2]
			do(x[r*n+i*across:][:across], y[r*k+at:][:across])
		}
	}
}

func (p *zeroPadding) Forward(f *layer.Frame) {
	clear(f.Y)
	p.lines(f.X, f.Y, func(x, y []float32) { copy(y, x) })
}

func (p *zeroPadding) Backward(f *layer.Frame) {
	p.lines(f.DX, f.DY, func(dx, dy []float32) { copy(dx, dy) })
}
