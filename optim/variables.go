package optim

import (
	"errors"
	"fmt"
	"math"
)

// A Variable is one array of what a State remembers, as Keras saves it.
type Variable struct {
	// Name is Keras's: iteration, learning_rate, or the name of a slot.
	Name string
	// Of is the place of the window that the array belongs to, and whose length
	// it has; -1 for a single number of the whole run.
	Of int
	// Data is the State's own memory. Copy it to keep it.
	Data []float32
	// Int is the value of iteration, the steps that were taken; its Data is nil.
	Int int
}

// Variables lists what s remembers in the order of Keras's files: iteration;
// learning_rate, unless it follows a schedule; for each window its average and
// the sum of its gradients, where there are any; its slots; the numbers that the
// rule keeps.
func (s *State) Variables() (vs []Variable) {
	vs = append(vs, Variable{Name: "iteration", Of: -1, Int: s.calls})
	if s.rate != nil {
		vs = append(vs, Variable{Name: "learning_rate", Of: -1, Data: s.rate})
	}
	if s.average != nil {
		vs = s.perWindow(vs, []string{"average"}, [][]float32{s.average})
	}
	if s.sum != nil {
		vs = s.perWindow(vs, []string{"gradient_accumulator"}, [][]float32{s.sum})
	}
	slots := s.slots
	for _, names := range s.optimizer.Rule.Slots {
		vs = s.perWindow(vs, names, slots)
		slots = slots[len(names):]
	}
	for i, name := range s.optimizer.Rule.Kept {
		vs = append(vs, Variable{Name: name, Of: -1, Data: s.scalars.Kept[i : i+1]})
	}
	return vs
}

// perWindow adds the windows of some slabs, slabs alternating.
func (s *State) perWindow(vs []Variable, names []string, slabs [][]float32) []Variable {
	lo := 0
	for of, n := range s.windows {
		for i, name := range names {
			vs = append(vs, Variable{Name: name, Of: of, Data: slabs[i][lo : lo+n]})
		}
		lo += n
	}
	return vs
}

// Restore continues a run that was saved: vs are its Variables, of an optimizer
// with the same settings. Variables that do not fit are an error, and change
// nothing.
func (s *State) Restore(vs []Variable) error {
	own := s.Variables()
	if len(own) != len(vs) {
		return fmt.Errorf("want %d variables of %s, have %d", len(own), s.optimizer.Name, len(vs))
	}
	var errs []error
	for i, v := range vs {
		errs = append(errs, own[i].accepts(v))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for i, v := range vs {
		copy(own[i].Data, v.Data)
	}
	s.calls = vs[0].Int
	return nil
}

// accepts says why x cannot be the value of v.
func (v Variable) accepts(x Variable) error {
	switch {
	case v.Name != x.Name || v.Of != x.Of:
		return fmt.Errorf("want variable %v, have %v", v, x)
	case len(v.Data) != len(x.Data):
		return fmt.Errorf("%v: want %d values, have %d", v, len(v.Data), len(x.Data))
	case x.Int < 0 || x.Int > math.MaxInt32:
		return fmt.Errorf("%v: want a number of steps, have %d", v, x.Int)
	case v.Name == "learning_rate" && v.Of < 0:
		return atLeast(v.Name, float64(x.Data[0]), 0)
	}
	return nil
}

// String names the variable: momentum of window 3.
func (v Variable) String() string {
	if v.Of < 0 {
		return v.Name
	}
	return fmt.Sprintf("%s of window %d", v.Name, v.Of)
}
