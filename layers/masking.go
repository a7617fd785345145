package layers

import (
	"fmt"

	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[MaskingSpec]("Masking")

// Masking leaves out the steps of a sequence at which all numbers are mask_value,
// the filling of sequences that are too short: recurrent layers pass over them,
// and losses and metrics do not count them. It puts out 0 there.
//
// Input and output (…, n); the mask is of (…).
func Masking(more ...any) *MaskingSpec { return layer.New(&MaskingSpec{}, more...) }

// MaskingSpec configures [Masking].
type MaskingSpec struct {
	MaskValue    float64 `yaml:"mask_value" default:"0.0" call:"positional" doc:"what fills a step that is left out"`
	layer.Common `yaml:",inline"`
}

// Build says that the layer makes a mask.
func (s *MaskingSpec) Build(n *layer.Node) (layer.Layer, error) {
	n.Mask, n.Label, n.ActsOn = layer.MakesMask, fmt.Sprintf("Masking %g", s.MaskValue), fmt.Sprintf("%d together", n.In.Last())
	return &masking{float32(s.MaskValue), n.In.Last(), n.Buffer(layer.Tape, n.In.Vectors(), 0)}, nil
}

type masking struct {
	value float32
	n     int
	kept  *layer.Buffer
}

func (l *masking) Forward(f *layer.Frame) {
	for i := range f.OutMask {
		x, y := at(f.X, i, l.n), at(f.Y, i, l.n)
		f.OutMask[i] = 0
		for _, v := range x {
			if v != l.value {
				f.OutMask[i] = 1
				break
			}
		}
		pick(y, x, f.OutMask[i])
	}
	copy(f.Buf(l.kept), f.OutMask)
}

func (l *masking) Backward(f *layer.Frame) {
	if f.DX == nil {
		return
	}
	for i, on := range f.Buf(l.kept) {
		pick(at(f.DX, i, l.n), at(f.DY, i, l.n), on)
	}
}

// pick sets y to x where a mask is on, else to 0.
func pick(y, x []float32, on float32) {
	if on == 0 {
		clear(y)
	} else {
		copy(y, x)
	}
}
