package sequential

import (
	"errors"
	"fmt"
	"slices"

	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// A Session predicts one sequence step by step, as it comes in: layers with
// stateful=true keep their state from one step to the next. Any number of
// Sessions of one model may run at once, also while Fit runs, each with a
// sequence of its own; one Session is for one goroutine at a time.
//
// Fit, Evaluate and Predict take each sequence as a whole and begin every one
// with the state 0, stateful layers or not.
type Session struct {
	built *built
	plan  *layer.Plan // the same layers for one step
	frame *layer.Frame
}

// NewSession begins a sequence. The model must have a stateful layer, and layers
// that do for a single step what they do for many: no Flatten over all of them.
// The weights of each step are those that Predict would use.
func (m *Model) NewSession() (*Session, error) {
	b, err := m.ready(nil)
	if err != nil {
		return nil, err
	}
	if len(b.in) == 0 {
		return nil, fmt.Errorf("a session wants a model of sequences (steps, …), this one takes %v", b.in)
	}
	one := slices.Clone(b.in)
	one[0] = 1
	plan, err := layer.NewPlan(m.fresh(), one, false)
	if err != nil {
		return nil, fmt.Errorf("for a single step: %w", m.layerError(err))
	}
	if !plan.Fits(b.plan) {
		return nil, errors.New("for a single step some layer has weights of another shape: it reads all steps at once")
	}
	if !plan.Holds() {
		return nil, errors.New("no layer keeps a state: give a recurrent one stateful=true")
	}
	return &Session{b, plan, plan.NewSession(1, b.seed)}, nil
}

// Predict takes the next steps of the sequence, one or more, and returns what the
// model puts out after each: the row of the last is what the model would put out
// for the whole sequence so far. The shape of x is (steps, …), or that of a step.
func (s *Session) Predict(x any) (*data.Tensor, error) {
	xs, err := data.From(x)
	if err != nil {
		return nil, err
	}
	n := s.plan.Net.In.Size()
	if len(xs.Data) == 0 || len(xs.Data)%n != 0 {
		return nil, fmt.Errorf("want steps of %d values, have %v", n, xs.Shape)
	}
	steps := len(xs.Data) / n
	y := &data.Tensor{Shape: append([]int{steps}, s.stepShape()...), Data: make([]float32, steps*s.plan.Net.Out.Size())}
	return y, s.PredictTo(y.Data, xs.Data)
}

// stepShape is the shape of the output for one step, without an axis of time.
func (s *Session) stepShape() layer.Shape {
	if out := s.plan.Net.Out; len(out) > 1 && out[0] == 1 {
		return out[1:]
	}
	return s.plan.Net.Out
}

// PredictTo is Predict on the values of steps, one after the other, into dst. It
// allocates nothing. Wrong lengths, and values that are no numbers, are errors
// before anything is done; after an error of a layer, Reset.
func (s *Session) PredictTo(dst, x []float32) error {
	n, k := s.plan.Net.In.Size(), s.plan.Net.Out.Size()
	if len(x)%n != 0 || len(dst) != len(x)/n*k {
		return fmt.Errorf("want x of %d values a step and dst of %d, have %d and %d", n, k, len(x), len(dst))
	}
	if i := kernel.FirstNonFinite(x); i >= 0 {
		return &data.Error{Row: i / n, Col: i % n, Msg: fmt.Sprintf("x is %g", x[i])}
	}
	now := s.built.public.get()
	defer now.release()
	s.frame.Bind(now.weights, nil)
	run := s.frame.Run()
	run.Err = nil
	for i := 0; i*n < len(x); i++ {
		s.plan.Predict(s.frame, 1, x[i*n:(i+1)*n], dst[i*k:(i+1)*k], nil)
		if run.Err != nil {
			return shifted(run.Err, i)
		}
	}
	return nil
}

// Reset begins a new sequence.
func (s *Session) Reset() { s.frame.Forget() }
