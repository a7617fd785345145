package layer

import (
	"github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/kernel"
)

// slope is the gradient of a node's activation, in the place of that by its
// output: every thread that helps takes some samples.
type slope struct {
	of       *activations.Activation
	dy, y, x []float32
	size, n  int // of a sample, of a vector
}

// valuesNanosecond is how many values a cheap function takes in a nanosecond.
const valuesNanosecond = 4

// share does the gradient of the activation of in, which runs in f. A user's own
// may keep something between its rows, so one thread does it.
func (s *slope) share(f *Frame, in *Node) {
	*s = slope{in.Activation, f.DY, f.Y, f.Buf(in.pre), in.Out.Size(), in.Out.Last()}
	if in.custom {
		s.Do(0, f.Rows)
	} else {
		kernel.Share(f.Rows, 0, f.Rows*s.size/valuesNanosecond, s)
	}
	*s = slope{}
}

// Do does some of the samples.
func (s *slope) Do(from, to int) {
	from, to = from*s.size, to*s.size
	x := s.x
	if x != nil {
		x = x[from:to]
	}
	s.of.Grad(s.dy[from:to], s.dy[from:to], s.y[from:to], x, s.n)
}
