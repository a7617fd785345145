package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[UpSampling2DSpec]("UpSampling2D")

// UpSampling2D makes a picture larger: size times as many rows and columns. With
// interpolation "nearest" each position is repeated; with "bilinear" and the
// others what lies between two positions is in between.
//
// Input (height, width, channels), output (height·size[0], width·size[1],
// channels); with data_format channels_first the channels come first. A mask is
// dropped.
func UpSampling2D(more ...any) *UpSampling2DSpec { return layer.New(&UpSampling2DSpec{}, more...) }

// UpSampling2DSpec configures [UpSampling2D].
type UpSampling2DSpec struct {
	Size          []int   `yaml:"size" default:"[2, 2]" call:"positional" doc:"how many times as many rows and columns"`
	DataFormat    *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	Interpolation string  `yaml:"interpolation" default:"nearest" doc:"nearest, bilinear, bicubic, lanczos3 or lanczos5"`
	layer.Common  `yaml:",inline"`
}

// Build finds out what each new row and column is made of.
func (s *UpSampling2DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, err := newImage(n, 2, s.DataFormat)
	if err != nil {
		return nil, err
	}
	size, err := perAxis("size", s.Size, 2)
	if err != nil {
		return nil, err
	}
	if err := registry.OneOf("interpolation", s.Interpolation, []string{"nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"}); err != nil {
		return nil, err
	}
	weigh := interpolations[s.Interpolation]
	out := layer.Shape{m.in[0], m.in[1], m.channels()}
	if out[0], out[1] = out[0]*size[0], out[1]*size[1]; max(out[0], out[1]) > mostPositions {
		return nil, registry.Bad("size", "want at most %d rows and columns to come out, have %d×%d", mostPositions, out[0], out[1])
	}
	u := &upSampling{in: m.in, out: out}
	u.rows, u.cols = mixtures(m.in[0], size[0], weigh), mixtures(m.in[1], size[1], weigh)
	return m.layer(u, out), nil
}

// mostPositions is as many rows or columns as are put out.
const mostPositions = 1 << 20

type upSampling struct {
	in, out    layer.Shape
	rows, cols [][]part // what each row and column is made of
}

// parts calls do with each position of the output and one of the input that it is
// made of, for all samples, and with the share that this one has.
func (u *upSampling) parts(x, y []float32, do func(x, y []float32, share float32)) {
	c, n, k := u.in[2], u.in.Size(), u.out.Size()
	for r := 0; r*k < len(y); r++ {
		at := r * k
		for _, row := range u.rows {
			for _, col := range u.cols {
				for _, a := range row {
					for _, b := range col {
						do(x[r*n+(a.at*u.in[1]+b.at)*c:][:c], y[at:][:c], float32(a.share*b.share))
					}
				}
				at += c
			}
		}
	}
}

func (u *upSampling) Forward(f *layer.Frame) {
	clear(f.Y)
	u.parts(f.X, f.Y, func(x, y []float32, share float32) { kernel.Axpy(share, x, y) })
}

func (u *upSampling) Backward(f *layer.Frame) {
	if f.DX == nil {
		return
	}
	clear(f.DX)
	u.parts(f.DX, f.DY, func(dx, dy []float32, share float32) { kernel.Axpy(share, dy, dx) })
}
