package optim

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// clip bounds the gradients as the settings say: each variable's length, the
// length of all, or each element. Lengths are Euclidean, summed in float64. A
// NaN in a length makes all it scales NaN.
func (s *State) clip(g []float32) {
	o := s.optimizer
	switch {
	case o.Clipnorm != nil:
		for _, n := range s.windows {
			clipNorm(g[:n], float32(*o.Clipnorm))
			g = g[n:]
		}
	case o.GlobalClipnorm != nil:
		clipGlobal(g, float32(*o.GlobalClipnorm))
	case o.Clipvalue != nil:
		top := float32(*o.Clipvalue)
		kernel.ClipTo(g, g, -top, top)
	}
}

func norm(g []float32) float32 { return float32(math.Sqrt(kernel.SumSquares(g))) }

// clipNorm scales g down to the length top.
func clipNorm(g []float32, top float32) {
	length := norm(g)
	if length <= top {
		return
	}
	for i, v := range g {
		g[i] = v * top / length
	}
}

// clipGlobal is clipNorm as Keras does it for all variables at once: an infinite
// length gives NaN, not 0.
func clipGlobal(g []float32, top float32) {
	length := norm(g)
	if length <= top {
		return
	}
	scale := float32(top*(1/length)) + (length - length)
	kernel.Scale(g, scale)
}
