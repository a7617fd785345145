package constraints

import (
	"math"
	"slices"

	"github.com/layercake-go/layercake/internal/registry"
)

// axes are the axes along which a norm is taken, those below 0 counted from the
// last. The others tell norms apart: 0 in a kernel (inputs, units) gives each
// unit one norm, [0, 1, 2] in one of Conv2D each filter. nil is all axes.
type axes []int

// check says why an array of a shape has no such norms.
func (a axes) check(shape []int) error {
	seen := make([]bool, len(shape))
	for _, axis := range a {
		i := axis
		if i < 0 {
			i += len(shape)
		}
		switch {
		case i < 0 || i >= len(shape):
			return registry.Bad("axis", "want axes from %d to %d of shape %v, have %d", -len(shape), len(shape)-1, shape, axis)
		case seen[i]:
			return registry.Bad("axis", "axis %d of shape %v is given twice", i, shape)
		}
		seen[i] = true
	}
	return nil
}

// epsilon keeps Keras's divisions by a norm from dividing by 0.
const epsilon = 1e-7

// rescale constrains every norm to what desired makes of it. A condition on
// norms is written so.
func rescale(formula string, along axes, desired func(norm float64) float64) *Constraint {
	return &Constraint{
		Formula: formula,
		Check:   along.check,
		Apply: func(w []float32, shape []int) {
			if len(w) == 0 {
				return
			}
			n := norms{w, shape, along, -1}
			for dim := range shape {
				if n.reduced(dim) {
					n.last = dim
				}
			}
			n.walk(0, 0, len(w), desired)
		},
	}
}

// norms finds the elements of w that share a norm. A dimension is walked with the
// place at where its first element stands and the size of the block that its
// elements divide among them.
type norms struct {
	w     []float32
	shape []int
	along axes
	last  int // the innermost dimension of a norm, -1 if there is none
}

func (n *norms) reduced(dim int) bool {
	return n.along == nil || slices.Contains(n.along, dim) || slices.Contains(n.along, dim-len(n.shape))
}

// walk rescales each norm: one for each element of the dimensions not reduced.
func (n *norms) walk(dim, at, block int, desired func(float64) float64) {
	if dim == len(n.shape) {
		norm := math.Sqrt(n.squares(0, at, len(n.w)))
		n.scale(0, at, len(n.w), desired(norm)/(epsilon+norm))
		return
	}
	step := block / n.shape[dim]
	if n.reduced(dim) {
		n.walk(dim+1, at, step, desired)
		return
	}
	for range n.shape[dim] {
		n.walk(dim+1, at, step, desired)
		at += step
	}
}

// squares is the sum of squares of the elements that share a norm with that at at.
func (n *norms) squares(dim, at, block int) (sum float64) {
	if dim > n.last {
		v := float64(n.w[at])
		return v * v
	}
	step := block / n.shape[dim]
	switch {
	case dim == n.last:
		for range n.shape[dim] {
			v := float64(n.w[at])
			sum += float64(v * v)
			at += step
		}
	case n.reduced(dim):
		for range n.shape[dim] {
			sum += n.squares(dim+1, at, step)
			at += step
		}
	default:
		return n.squares(dim+1, at, step)
	}
	return sum
}

// scale multiplies the same elements by factor.
func (n *norms) scale(dim, at, block int, factor float64) {
	if dim > n.last {
		n.w[at] = float32(float64(n.w[at]) * factor)
		return
	}
	step := block / n.shape[dim]
	switch {
	case dim == n.last:
		for range n.shape[dim] {
			n.w[at] = float32(float64(n.w[at]) * factor)
			at += step
		}
	case n.reduced(dim):
		for range n.shape[dim] {
			n.scale(dim+1, at, step, factor)
			at += step
		}
	default:
		n.scale(dim+1, at, step, factor)
	}
}

// limits checks what a norm may be.
func limits(low, high float64) error {
	if err := registry.AtLeast("min_value", low, 0); err != nil {
		return err
	}
	return registry.AtLeast("max_value", high, low)
}

// clip is the nearest to x of all values from low to high.
func clip(x, low, high float64) float64 { return min(max(x, low), high) }
