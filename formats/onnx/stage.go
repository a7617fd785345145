package onnx

import (
	"math"
	"slices"
)

// Bounds on the search for activations.
const (
	maxSteps    = 64   // element-wise ops between two layers
	maxPattern  = 24   // ops that are one activation
	maxAttempts = 1000 // functions that are no activation, in the whole file
)

// A stage is the values between two layers of the chain: step 0 is what the layer
// before puts out, the others are made of it element by element.
type stage struct {
	steps []step
}

// between reports whether root depends on step 0 only through step from.
func (s *stage) between(from, root int) bool {
	seen := map[int]bool{}
	todo := []int{root}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i == from || seen[i] {
			continue
		}
		if i == 0 {
			return false
		}
		seen[i] = true
		for _, a := range s.steps[i].args {
			if a.constant == nil {
				todo = append(todo, a.step)
			}
		}
	}
	return true
}

// function is root as a function of step from, at the points; false if a constant
// on the way has more than one value.
func (s *stage) function(from, root int, points []float64) ([]float64, bool) {
	values := map[int][]float64{from: points}
	var eval func(i int) bool
	eval = func(i int) bool {
		if values[i] != nil {
			return true
		}
		st := &s.steps[i]
		for _, a := range st.args {
			if a.constant == nil {
				if !eval(a.step) {
					return false
				}
			} else if _, ok := a.constant.number(); !ok {
				return false
			}
		}
		y, x := make([]float64, len(points)), make([]float64, len(st.args))
		for p := range y {
			for k, a := range st.args {
				if a.constant == nil {
					x[k] = values[a.step][p]
				} else {
					x[k], _ = a.constant.number()
				}
			}
			y[p] = st.f(x)
		}
		values[i] = y
		return true
	}
	ok := eval(root)
	return values[root], ok
}

// constants are the numbers that the steps after from, up to root, work with: a
// function may bend there.
func (s *stage) constants(from, root int) (list []float64) {
	for _, st := range s.steps[from+1 : root+1] {
		for _, a := range st.args {
			if a.constant == nil {
				continue
			}
			if v, ok := a.constant.number(); ok && !math.IsNaN(v) && !math.IsInf(v, 0) {
				list = append(list, v)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
