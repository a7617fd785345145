package torch

import "slices"

// A form says how one of our arrays is made of PyTorch's.
type form struct {
	// axes: axis i of ours is axis axes[i] of theirs; nil: the same axes.
	axes []int
	// gates: the last axis of ours is cut into so many blocks; block i is block
	// gates[i] of theirs. Each order here is its own inverse.
	gates []int
}

// theirShape is the shape that PyTorch gives an array which is shape here.
func (f form) theirShape(shape []int) []int {
	if f.axes == nil {
		return slices.Clone(shape)
	}
	out := make([]int, len(shape))
	for i, a := range f.axes {
		out[a] = shape[i]
	}
	return out
}

// fits reports whether the form is one for arrays of so many axes.
func (f form) fits(shape []int) bool { return f.axes == nil || len(f.axes) == len(shape) }

// ours turns PyTorch's values into an array of the given shape.
func (f form) ours(theirs []float32, shape []int) []float32 {
	out := make([]float32, size(shape))
	f.each(shape, func(our, their int) { out[our] = theirs[their] })
	return out
}

// theirs is the inverse of ours.
func (f form) theirs(ours []float32, shape []int) []float32 {
	out := make([]float32, size(shape))
	f.each(shape, func(our, their int) { out[their] = ours[our] })
	return out
}

// each calls visit with the two places of every value; shape is ours.
func (f form) each(shape []int, visit func(our, their int)) {
	strides := f.strides(shape)
	index := make([]int, len(shape))
	for our := range size(shape) {
		their := 0
		for i, x := range index {
			if i == len(index)-1 {
				x = f.gate(x, shape[i])
			}
			their += x * strides[i]
		}
		visit(our, their)
		for i := len(index) - 1; i >= 0; i-- {
			if index[i]++; index[i] < shape[i] {
				break
			}
			index[i] = 0
		}
	}
}

// strides are the steps in theirs for one step along each axis of ours.
func (f form) strides(shape []int) []int {
	their := f.theirShape(shape)
	steps, step := make([]int, len(their)), 1
	for i := len(their) - 1; i >= 0; i-- {
		steps[i], step = step, step*their[i]
	}
	if f.axes == nil {
		return steps
	}
	out := make([]int, len(shape))
	for i, a := range f.axes {
		out[i] = steps[a]
	}
	return out
}

// gate is the place in theirs of place x of n on the last axis.
func (f form) gate(x, n int) int {
	if f.gates == nil {
		return x
	}
	block := n / len(f.gates)
	return f.gates[x/block]*block + x%block
}
