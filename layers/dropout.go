package layers

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[DropoutSpec]("Dropout")

// Dropout sets each value to 0 with probability rate, in training only, so that
// no unit can lean on another. The rest are divided by 1 − rate, which leaves
// their sum the same on average; at prediction nothing changes.
//
// With a noise_shape values share their fate: its sizes are those of the input
// with the batch, or None for the same, or 1 where all values along an axis drop
// together. On sequences (steps, n), [None, 1, None] drops whole features.
//
// Input and output (…). Srivastava and others, "Dropout: A Simple Way to Prevent
// Neural Networks from Overfitting", 2014.
func Dropout(rate float64, more ...any) *DropoutSpec {
	return layer.New(&DropoutSpec{}, append([]any{rate}, more...)...)
}

// DropoutSpec configures [Dropout].
type DropoutSpec struct {
	Rate         float64 `yaml:"rate" required:"true" doc:"share of the values that drop, 0 to 1"`
	NoiseShape   []*int  `yaml:"noise_shape" default:"None" doc:"shape of the noise with the batch; 1 where values along an axis drop together"`
	Seed         *int    `yaml:"seed" default:"None" doc:"a random stream of its own; None: that of the model"`
	layer.Common `yaml:",inline"`
}

// Build checks the rate and the shape of the noise.
func (s *DropoutSpec) Build(n *layer.Node) (layer.Layer, error) {
	if s.Rate < 0 || s.Rate > 1 {
		return nil, registry.Bad("rate", "want a share from 0 to 1, have %g", s.Rate)
	}
	noisy(n, fmt.Sprintf("Dropout %g", s.Rate), s.Seed)
	l := &dropout{rate: s.Rate, size: n.In.Size(), kept: n.Buffer(layer.Tape, n.In.Size(), 0)}
	if s.Rate < 1 {
		l.scale = float32(1 / (1 - s.Rate))
	}
	return l, l.share(s.NoiseShape, n)
}

type dropout struct {
	rate  float64
	scale float32  // of what stays
	size  int      // values of a sample
	group *strided // from a sample's random numbers to its values; nil: one each
	alike bool     // all samples take the same numbers
	kept  *layer.Buffer
}

// share reads a noise shape.
func (l *dropout) share(noise []*int, n *layer.Node) error {
	if noise == nil {
		return nil
	}
	if len(noise) != len(n.In)+1 {
		return registry.Bad("noise_shape", "want %d sizes for the input %v, have %d", len(n.In)+1, n.In, len(noise))
	}
	if rows := noise[0]; rows != nil && *rows != 1 {
		return registry.Bad("noise_shape", "want None or 1 for the batch, have %d", *rows)
	}
	for i, d := range noise[1:] {
		if d != nil && *d != 1 && *d != n.In[i] {
			return registry.Bad("noise_shape", "want None, 1 or %d for axis %d of %v, have %d", n.In[i], i+1, n.In, *d)
		}
	}
	small, way := stretched(n.In, func(i int) bool { return noise[i+1] != nil && *noise[i+1] == 1 })
	l.group, l.alike = &way, noise[0] != nil
	if times := small.Size(); times < l.size {
		n.ActsOn = (&vectors{n: l.size / times, times: times}).String()
	}
	return nil
}

func (l *dropout) Forward(f *layer.Frame) {
	if !f.Train() {
		copy(f.Y, f.X)
		return
	}
	noise, first := f.Random()
	kept := f.Buf(l.kept)
	if l.group == nil {
		l.forwardEach(f.Y, f.X, kept, noise, first)
		return
	}
	for i, v := range f.X {
		k := l.factor(noise, first, i)
		f.Y[i] = v * k
		if kept != nil {
			kept[i] = k
		}
	}
}

// forwardEach is for values that drop each alone; kept may be nil.
func (l *dropout) forwardEach(y, x, kept []float32, noise random.Stream, first uint64) {
	var words [512]uint32
	var factors [len(words)]float32
	for at := 0; at < len(x); at += len(words) {
		end := min(at+len(words), len(x))
		k, random := factors[:end-at], words[:end-at]
		if kept != nil {
			k = kept[at:end]
		}
		noise.Words(random, first+uint64(at))
		kernel.Keep(k, random, l.rate, l.scale)
		kernel.Multiply(y[at:end], x[at:end], k)
	}
}

// factor is what value i of the batch is multiplied by, where values share their
// fate; first is the place of value 0.
func (l *dropout) factor(noise random.Stream, first uint64, i int) float32 {
	sample := first + uint64(i) - uint64(i%l.size)
	if l.alike {
		sample = 0
	}
	if noise.Uniform(sample+uint64(l.group.at(i%l.size))) < l.rate {
		return 0
	}
	return l.scale
}

func (l *dropout) Backward(f *layer.Frame) {
	if f.DX == nil || !f.Train() {
		copy(f.DX, f.DY)
		return
	}
	kernel.Multiply(f.DX, f.DY, f.Buf(l.kept))
}
