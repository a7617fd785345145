package onnx

// value is what a name of the graph stands for: a constant, a step of a stage, or
// a list of sizes that depends on the batch.
type value struct {
	constant *tensor
	stage    *stage
	step     int
	sizes    []int64 // rows stands for the batch
	scalar   bool    // sizes is one number without an axis

	zero       bool   // zeros in a size of the batch
	whole      bool   // of whole numbers, which only Gather takes
	from       int    // the step that is whole first
	given      bool   // that step is the model's input: nothing was cut off, so
	plain      bool   // a cast to floats makes a step like any other of it
	order      string // of axes that no sample has; see ordered
	directions int    // how many there are, where the order has them
}

// value is what a name stands for.
func (im *importer) value(name string) (value, error) {
	if v, ok := im.values[name]; ok || name == "" {
		return v, nil
	}
	t, ok := im.tensors[name]
	if !ok {
		return value{}, fail("value "+quote(name), "", "it comes from a part of the graph that is not read")
	}
	c, err := tensorOf(t)
	if err != nil {
		return value{}, err
	}
	im.values[name] = value{constant: c}
	return im.values[name], nil
}

// constant is an input that must be a constant of floats; nil if it is left out
// and may be.
func (im *importer) constant(n *node, i int, what string, optional bool) (*tensor, error) {
	if n.input(i) == "" {
		if optional {
			return nil, nil
		}
		return nil, n.fail("want %s as input %d, have none", what, i)
	}
	v, err := im.value(n.input(i))
	if err != nil {
		return nil, err
	}
	if v.constant == nil || v.constant.floats == nil {
		return nil, n.fail("want a constant of floats as %s, have %s, which is none; export the model for inference, with its weights inside", what, quote(n.input(i)))
	}
	return v.constant, nil
}

// whole is an input that must be a constant list of whole numbers.
func (im *importer) whole(n *node, i int, what string) ([]int64, error) {
	v, err := im.value(n.input(i))
	if err != nil {
		return nil, err
	}
	if n.input(i) == "" || v.constant == nil || v.constant.floats != nil || v.constant.texts != nil {
		return nil, n.fail("want a constant list of whole numbers as %s", what)
	}
	return v.constant.ints, nil
}

func (im *importer) set(n *node, v value) error {
	if len(n.Output) == 0 || n.Output[0] == "" {
		return n.fail("it has no output")
	}
	im.values[n.Output[0]] = v
	return nil
}

// settle makes layers of the steps that lead to input 0 of n, which is to become a
// layer itself.
func (im *importer) settle(n *node) error {
	if n.input(0) == "" {
		return n.fail("want an input, have none")
	}
	return im.settleNamed(n.input(0), n.where)
}

func (im *importer) settleNamed(name, where string) error {
	v, err := im.value(name)
	switch {
	case err != nil:
		return err
	case v.whole && !v.plain:
		return fail(where, "", "the value %s is of whole numbers, which only name rows of a table", quote(name))
	case v.order != "":
		return fail(where, "", "the value %s has its axes in an order that only recurrent ops have", quote(name))
	case v.stage == nil:
		return fail(where, "", "want a value that is made of the model's input, have %s, which is not", quote(name))
	case v.stage != im.stage:
		return fail(where, "", "the value %s goes to several places; only chains are read, in which each goes to one", quote(name))
	}
	return im.reduce(v.step)
}

// next ends a stage: what n puts out is step 0 of a new one.
func (im *importer) next(n *node) error {
	im.stage = &stage{steps: make([]step, 1)}
	return im.set(n, value{stage: im.stage})
}
