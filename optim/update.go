package optim

import "github.com/layercake-go/layercake/internal/kernel"

// maxChunk bounds the pieces in which weights move: few enough to stay in the
// cache from the weight decay to the rule, many enough to be worth a call.
const maxChunk = 4096

// A chunk is a piece of the weights that is treated alike.
type chunk struct {
	lo, hi int
	decays bool
}

// cut makes the chunks, across the borders of windows where it can.
func (s *State) cut() {
	s.chunks = nil
	lo := 0
	for i, n := range s.windows {
		decays := s.optimizer.WeightDecay != nil && !s.excluded[i]
		for end := lo + n; lo < end; {
			last := len(s.chunks) - 1
			if last < 0 || s.chunks[last].decays != decays || lo-s.chunks[last].lo == maxChunk {
				s.chunks = append(s.chunks, chunk{lo, lo, decays})
				last++
			}
			lo = min(end, s.chunks[last].lo+maxChunk)
			s.chunks[last].hi = lo
		}
	}
}

// update moves the weights once.
func (s *State) update(w, g []float32) {
	rule := &s.optimizer.Rule
	s.scalars.LR, s.scalars.T = s.rate32(), s.Iterations()+1
	if rule.Begin != nil {
		rule.Begin(&s.scalars)
	}
	for _, c := range s.chunks {
		if c.decays {
			kernel.Decay(w[c.lo:c.hi], float32(*s.optimizer.WeightDecay), s.scalars.LR) // Loshchilov and Hutter, 2017
		}
		for i, slab := range s.slots {
			s.piece[i] = slab[c.lo:c.hi]
		}
		rule.Step(w[c.lo:c.hi], g[c.lo:c.hi], s.piece, &s.scalars)
	}
}
