package layers

import (
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/random"
	"github.com/layercake-go/layercake/layer"
)

// shares says which values drop on their way into a recurrent layer: the same
// ones at every step of a sequence, drawn for each gate or for all at once. Gal
// and Ghahramani, "A Theoretically Grounded Application of Dropout in Recurrent
// Neural Networks", 2016.
type shares struct {
	rate          float64
	count         int // how many are drawn for each sample
	n, first, per int // values of each; place of the first among a sample's random numbers; all of those
	factors       *layer.Buffer
	work          *layer.Buffer // for what left leaves
}

// plan asks for memory; first is the place of the first random number.
func (s *shares) plan(n *layer.Node, size, first int) {
	s.count = max(1, s.count)
	s.n, s.first, s.per = size, first, first+s.count*size
	if s.rate > 0 {
		s.factors = n.Buffer(layer.Keep, s.count*size, 0)
	}
}

// on reports whether anything drops in f.
func (s *shares) on(f *layer.Frame) bool { return s.rate > 0 && f.Train() }

// of is the factors of all rows for gate i.
func (s *shares) of(f *layer.Frame, i int) []float32 {
	return at(f.Buf(s.factors), i%s.count, f.Rows*s.n)
}

// row is the factors of one row; nil if nothing drops.
func (s *shares) row(f *layer.Frame, i, r int) []float32 {
	if !s.on(f) {
		return nil
	}
	return at(s.of(f, i), r, s.n)
}

// left is what gate i gets of v, which begins with row first.
func (s *shares) left(f *layer.Frame, v []float32, first, i int) []float32 {
	left := f.Buf(s.work)[first*s.n:][:len(v)]
	kernel.Multiply(left, v, s.of(f, i)[first*s.n:][:len(v)])
	return left
}

// draw sets the factors of one pass.
func (l *recurrence) draw(f *layer.Frame) {
	noise, first := f.Random()
	sample := first / uint64(l.steps*l.in)
	for _, s := range [...]*shares{&l.inputs, &l.outputs} {
		if !s.on(f) {
			continue
		}
		for i := range s.count {
			for r := range f.Rows {
				begin := (sample+uint64(r))*uint64(s.per) + uint64(s.first+i*s.n)
				dropFactors(s.row(f, i, r), noise, begin, s.rate)
			}
		}
	}
}

// dropFactors sets k to 0 with probability rate, else to 1/(1 − rate); random
// number first is the first one's.
func dropFactors(k []float32, noise random.Stream, first uint64, rate float64) {
	var words [64]uint32
	for len(k) > 0 {
		n := min(len(k), len(words))
		noise.Words(words[:n], first)
		kernel.Keep(k[:n], words[:n], rate, float32(1/(1-rate)))
		k, first = k[n:], first+uint64(n)
	}
}
