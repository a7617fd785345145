package optim

import "github.com/layercake-go/layercake/internal/kernel"

// maxChunk bounds the pieces in which weights move: few enough to stay in the
// cache from the weight decay to the rule, many enough to be worth a call.
const maxChunk = 4096

// sharedChunks is how many of them a thread takes at a time.
const sharedChunks = 2

// A chunk is a piece of the weights that is treated alike.
type chunk struct {
	lo, hi int
	decays bool
	slots  [][]float32
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
				s.chunks = append(s.chunks, chunk{lo: lo, hi: lo, decays: decays})
				last++
			}
			lo = min(end, s.chunks[last].lo+maxChunk)
			s.chunks[last].hi = lo
		}
	}
	for i := range s.chunks {
		c := &s.chunks[i]
		for _, slab := range s.slots {
			c.slots = append(c.slots, slab[c.lo:c.hi:c.hi])
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
	s.move = move{s, w, g}
	if rule.concurrent {
		kernel.Share(len(s.chunks), sharedChunks, s.cost(), &s.move)
	} else {
		s.move.Do(0, len(s.chunks))
	}
	s.move = move{}
}

// cost is about how many nanoseconds a step takes on one thread: an eighth for
// each array that it reads or writes a value of.
func (s *State) cost() int { return s.size * (1 + 3*len(s.slots)) / 8 }

// move is one step of all weights.
type move struct {
	*State
	w, g []float32
}

// Do moves the weights of some chunks.
func (m *move) Do(from, to int) {
	for i := range m.chunks[from:to] {
		c := &m.chunks[from+i]
		w := m.w[c.lo:c.hi]
		if c.decays {
			kernel.Decay(w, float32(*m.optimizer.WeightDecay), m.scalars.LR) // Loshchilov and Hutter, 2017
		}
		m.optimizer.Rule.Step(w, m.g[c.lo:c.hi], c.slots, &m.scalars)
	}
}
