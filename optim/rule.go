package optim

// A Rule is the arithmetic of one optimizer, weight by weight: it knows no
// layers, no shapes and no order. Zero values are the common case.
type Rule struct {
	// Slots names what is remembered for each weight, as Keras does. Names that
	// stand together alternate in Keras's files, variable by variable; the next
	// group follows for all variables: Adam with amsgrad has
	// {{"momentum", "velocity"}, {"velocity_hat"}}.
	Slots [][]string
	// Kept names single numbers that are remembered for the whole run.
	Kept []string
	// Init sets the start values, which are 0 before it; nil leaves them. The
	// slots come in the order of their names and are as long as w.
	Init func(slots [][]float32, kept, w []float32)
	// Begin is called once before each step, to compute what all weights share
	// (C) and to move the Kept numbers; nil does nothing.
	Begin func(s *Scalars)
	// Step moves the weights w against their gradients g. It is called for one
	// piece of the weights after the other, with the same piece of each slot; the
	// result must not depend on where the pieces begin and end. It may overwrite
	// g, and must not allocate.
	Step func(w, g []float32, slots [][]float32, s *Scalars)

	concurrent bool // Step may do several pieces at the same time
}

// Scalars are the numbers that all weights share in one step.
type Scalars struct {
	LR   float32    // the learning rate
	T    int        // the number of this step, from 1
	C    [6]float32 // what Begin computed for Step
	Kept []float32  // the rule's own numbers; only Begin moves them
}

// slotCount is how many numbers the rule remembers for each weight.
func (r *Rule) slotCount() (n int) {
	for _, group := range r.Slots {
		n += len(group)
	}
	return n
}
