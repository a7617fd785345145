package optim

import (
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/internal/kernel"
)

// A State is the memory of one training run: what an optimizer remembers of the
// steps before. It belongs to one goroutine at a time.
type State struct {
	optimizer *Optimizer
	windows   []int
	size      int
	calls     int         // of Step
	rate      []float32   // one number; nil with a schedule
	slots     [][]float32 // one slab each, as long as the weights
	average   []float32   // of the weights; nil without use_ema
	sum       []float32   // of gradients; nil without gradient_accumulation_steps
	excluded  []bool      // by window: no weight decay
	chunks    []chunk
	move      move // the step under way
	scalars   Scalars
}

// NewState begins a training run of the weights w, which are the variables of a
// model end to end; windows are their lengths. An o with an Err, or windows that
// do not add up to w, are bugs of the caller and panic.
func (o *Optimizer) NewState(w []float32, windows []int) *State {
	if err := o.Err(); err != nil {
		panic("optim: " + err.Error())
	}
	s := &State{optimizer: o, windows: slices.Clone(windows), size: len(w)}
	total := 0
	for _, n := range windows {
		total += n
	}
	s.fits(total)
	if o.LearningRate.constant {
		s.rate = []float32{o.LearningRate.At(0)}
	}
	if o.UseEMA {
		s.average = make([]float32, s.size)
	}
	if o.GradientAccumulationSteps != nil {
		s.sum = make([]float32, s.size)
	}
	for i := range o.Rule.slotCount() { // the weights are at place 0, their gradients may be at 1
		s.slots = append(s.slots, kernel.Apart(s.size, i+2))
	}
	s.scalars.Kept = make([]float32, len(o.Rule.Kept))
	if o.Rule.Init != nil {
		o.Rule.Init(s.slots, s.scalars.Kept, w)
	}
	s.excluded = make([]bool, len(windows))
	s.cut()
	return s
}

// Step is one step of training: it moves the weights w against the gradients g,
// which it may overwrite. In Keras's order: loss scale, accumulation, clipping,
// weight decay, the rule, the moving average. It allocates nothing.
func (s *State) Step(w, g []float32) {
	s.fits(len(w))
	s.fits(len(g))
	if f := s.optimizer.LossScaleFactor; f != nil {
		divide(g, float32(*f))
	}
	if s.accumulate(g) {
		s.clip(g)
		s.update(w, g)
	}
	s.follow(w)
	s.calls++
}

// Iterations is how often the weights have moved; with
// gradient_accumulation_steps that is not at every Step.
func (s *State) Iterations() int {
	if n := s.optimizer.GradientAccumulationSteps; n != nil {
		return s.calls / *n
	}
	return s.calls
}

// LearningRate is that of the next step.
func (s *State) LearningRate() float64 { return float64(s.rate32()) }

func (s *State) rate32() float32 {
	if s.rate != nil {
		return s.rate[0]
	}
	return s.optimizer.LearningRate.At(s.calls)
}

// SetLearningRate changes the learning rate from the next step on. With a
// schedule, which would change it back, it is an error.
func (s *State) SetLearningRate(rate float64) error {
	if s.rate == nil {
		return fmt.Errorf("the learning rate follows %v and cannot be set; give the optimizer a number to set it later", s.optimizer.LearningRate)
	}
	if err := atLeast("learning rate", rate, 0); err != nil {
		return err
	}
	s.rate[0] = float32(rate)
	return nil
}

// ExcludeFromWeightDecay keeps the weight decay away from some windows, such as
// biases, told by their places.
func (s *State) ExcludeFromWeightDecay(windows ...int) error {
	for _, i := range windows {
		if i < 0 || i >= len(s.windows) {
			return fmt.Errorf("want a window from 0 to %d, have %d", len(s.windows)-1, i)
		}
	}
	for _, i := range windows {
		s.excluded[i] = true
	}
	s.cut()
	return nil
}

// Finish ends the training: with use_ema the weights become their averages.
func (s *State) Finish(w []float32) {
	s.fits(len(w))
	if s.calls > 0 {
		s.overwrite(w)
	}
}

func (s *State) fits(n int) {
	if n != s.size {
		panic(fmt.Sprintf("optim: want %d weights, have %d", s.size, n))
	}
}
