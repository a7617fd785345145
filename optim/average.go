package optim

import "github.com/layercake-go/layercake/internal/kernel"

// follow moves the average towards the weights, after each step; the first one
// is the average's start. Every ema_overwrite_frequency steps the weights become
// their average.
func (s *State) follow(w []float32) {
	if s.average == nil {
		return
	}
	step := s.Iterations()
	if average := s.average[:len(w)]; step == 0 {
		copy(average, w)
	} else {
		keep := float32(s.optimizer.EMAMomentum)
		kernel.Follow(average, w, keep, 1-keep)
	}
	if n := s.optimizer.EMAOverwriteFrequency; n != nil && (step+1)%*n == 0 {
		s.overwrite(w)
	}
}

func (s *State) overwrite(w []float32) {
	if s.average != nil {
		copy(w, s.average)
	}
}
