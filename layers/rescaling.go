package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[RescalingSpec]("Rescaling")

// Rescaling moves inputs to another range: y = scale·x + offset. Bytes from 0 to
// 255 come to lie between 0 and 1 with Rescaling(1.0/255), between −1 and 1 with
// Rescaling(1/127.5, -1).
//
// Input and output (…).
func Rescaling(scale float64, more ...any) *RescalingSpec {
	return layer.New(&RescalingSpec{}, append([]any{scale}, more...)...)
}

// RescalingSpec configures [Rescaling].
type RescalingSpec struct {
	Scale        float64 `yaml:"scale" required:"true" doc:"factor of each value"`
	Offset       float64 `yaml:"offset" default:"0.0" call:"positional" doc:"added to each value after that"`
	layer.Common `yaml:",inline"`
}

// Build has nothing to check.
func (s *RescalingSpec) Build(n *layer.Node) (layer.Layer, error) {
	n.Mask, n.InPlace, n.ActsOn = layer.PassesMask, true, "each unit alone"
	return &rescaling{float32(s.Scale), float32(s.Offset)}, nil
}

type rescaling struct{ scale, offset float32 }

func (l *rescaling) Forward(f *layer.Frame) {
	for i, v := range f.X {
		f.Y[i] = float32(l.scale*v) + l.offset
	}
}

func (l *rescaling) Backward(f *layer.Frame) {
	copy(f.DX, f.DY)
	kernel.Scale(f.DX, l.scale)
}
