package optim

import "github.com/layercake-go/layercake/internal/kernel"

// accumulate adds g to the gradients of the steps before. It reports whether
// the weights move now; g is then the mean of all.
func (s *State) accumulate(g []float32) bool {
	if s.sum == nil {
		return true
	}
	n := *s.optimizer.GradientAccumulationSteps
	sum := s.sum[:len(g)]
	if (s.calls+1)%n != 0 {
		kernel.Add(sum, g)
		return false
	}
	for i, v := range g {
		g[i] = (v + sum[i]) / float32(n)
	}
	clear(sum)
	return true
}

func divide(x []float32, by float32) {
	for i := range x {
		x[i] /= by
	}
}
