package sequential

import "sync/atomic"

// An edition is the weights of one whole step, and how many read it now.
type edition struct {
	weights []float32
	readers atomic.Int64
}

// A publisher hands whole steps from one writer to any number of readers, and
// neither waits for the other. A spare slab is written while readers see the
// other one; if readers still hold the spare, a new one is made.
type publisher struct {
	now    atomic.Pointer[edition]
	spare  *edition
	shared bool // the newest step is the slab that it was made of, not a copy
}

// put makes a copy of w the newest step.
func (p *publisher) put(w []float32) {
	s := p.spare
	if s == nil || s.readers.Load() != 0 {
		s = &edition{weights: make([]float32, len(w))}
	}
	copy(s.weights, w)
	p.spare = p.now.Swap(s)
}

// newPublisher makes w itself the newest step: its owner may not write to it any
// more.
func newPublisher(w []float32) *publisher {
	p := &publisher{shared: true}
	p.now.Store(&edition{weights: w})
	return p
}

// get returns the newest step, for the reader to release. A reader counts
// itself first and then looks again: a slab that is still the newest is not
// written to while it is counted.
func (p *publisher) get() *edition {
	for {
		s := p.now.Load()
		s.readers.Add(1)
		if p.now.Load() == s {
			return s
		}
		s.readers.Add(-1)
	}
}

func (s *edition) release() { s.readers.Add(-1) }
