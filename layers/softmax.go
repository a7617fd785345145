package layers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[SoftmaxSpec]("Softmax")

// Softmax turns the numbers along an axis into shares of one whole:
// yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ), applied once to all of them together. Over the last
// axis, which is the default, it is the same as Activation("softmax").
//
// Another axis, or several at once, are for inputs with more axes: on an input
// (height, width, n), Softmax([]int{1, 2}) makes the height·width numbers of each
// of the n channels add up to 1. Axes count from 1, or back from −1; 0 is the
// batch.
//
// Input and output (…). Bridle, 1990.
func Softmax(more ...any) *SoftmaxSpec { return layer.New(&SoftmaxSpec{}, more...) }

// SoftmaxSpec configures [Softmax].
type SoftmaxSpec struct {
	Axis         []int `yaml:"axis" default:"-1" call:"positional" doc:"the axis, or the axes, whose numbers share one whole"`
	layer.Common `yaml:",inline"`
}

// Build leaves the last axis to the node's activation.
func (s *SoftmaxSpec) Build(n *layer.Node) (layer.Layer, error) {
	axes, err := sampleAxes("axis", s.Axis, n.In)
	if err != nil {
		return nil, err
	}
	if len(axes) == 0 {
		return nil, registry.Bad("axis", "want at least one axis, have none")
	}
	n.Mask, n.InPlace = layer.PassesMask, true
	if slices.Equal(axes, []int{len(n.In) - 1}) {
		n.Activation = activations.Softmax
		return identity{}, nil
	}
	l := &softmax{vectors: vectorsAlong(n.In, axes)}
	n.ActsOn = l.String()
	n.Bent, n.Label = true, "Softmax, axis "+strings.Trim(tuple(s.Axis), "()")
	n.Note = fmt.Sprintf("softmax along axis %s: %s; each time they add up to 1.", tuple(s.Axis), l.String())
	l.z = n.Buffer(layer.Work, l.size, 0)
	l.y = n.Buffer(layer.Back, l.size, 0)
	l.dy = n.Buffer(layer.Back, l.size, 0)
	return l, nil
}

// softmax works along other axes than the last.
type softmax struct {
	vectors
	z, y, dy *layer.Buffer
}

func (l *softmax) Forward(f *layer.Frame) {
	z, y := l.lay(f.Buf(l.z), f.X), l.room(f.Buf(l.z), f.Y)
	activations.Softmax.Apply(y, z, l.n)
	l.putBack(f.Y, y)
}

func (l *softmax) Backward(f *layer.Frame) {
	if f.DX == nil {
		return
	}
	y, dy := l.lay(f.Buf(l.y), f.Y), l.lay(f.Buf(l.dy), f.DY)
	dx := l.room(f.Buf(l.dy), f.DX)
	activations.Softmax.Grad(dx, dy, y, nil, l.n)
	l.putBack(f.DX, dx)
}
