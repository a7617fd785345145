package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[RepeatVectorSpec]("RepeatVector")

// RepeatVector puts out its input n times over: a vector becomes a sequence that
// a recurrent layer can read.
//
// Input (features), output (n, features).
func RepeatVector(n int, more ...any) *RepeatVectorSpec {
	return layer.New(&RepeatVectorSpec{}, append([]any{n}, more...)...)
}

// RepeatVectorSpec configures [RepeatVector].
type RepeatVectorSpec struct {
	N            int `yaml:"n" required:"true" doc:"how often"`
	layer.Common `yaml:",inline"`
}

// Build checks that the input is one vector.
func (s *RepeatVectorSpec) Build(n *layer.Node) (layer.Layer, error) {
	if s.N < 1 {
		return nil, registry.Bad("n", "want at least 1, have %d", s.N)
	}
	if len(n.In) != 1 {
		return nil, registry.Bad("", "wants an input of one axis a sample, have %v", n.In)
	}
	n.Out = layer.Shape{s.N, n.In[0]}
	return &repeatVector{s.N, n.In[0]}, nil
}

type repeatVector struct{ times, size int }

func (l *repeatVector) Forward(f *layer.Frame) {
	y := f.Y
	for x := f.X; len(x) > 0; x = x[l.size:] {
		for range l.times {
			y = y[copy(y, x[:l.size]):]
		}
	}
}

func (l *repeatVector) Backward(f *layer.Frame) {
	clear(f.DX)
	dy := f.DY
	for dx := f.DX; len(dx) > 0; dx = dx[l.size:] {
		kernel.SumRows(dx[:l.size], dy[:l.times*l.size])
		dy = dy[l.times*l.size:]
	}
}
