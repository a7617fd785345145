package initializers

import "github.com/layercake-go/layercake/internal/registry"

// fanAxes are the parameters that say which axes of a kernel are its inputs and
// outputs; both or neither. Their places are those of Keras, after the seed.
type fanAxes struct {
	Seed       *int  `yaml:"seed" default:"None" doc:"a random stream of its own; None: that of the model"`
	InputAxes  []int `yaml:"input_axes" default:"None" doc:"axes of the inputs; None: all but the last"`
	OutputAxes []int `yaml:"output_axes" default:"None" doc:"axes of the outputs; None: all but the last but one"`
}

// fans are how many inputs one output of a kernel has, and how many outputs one
// input has. A kernel is (inputs, outputs), or that after the axes of a window;
// the last but one axis and the window count as inputs, the last and the window
// as outputs.
func (p *fanAxes) fans(shape []int) (in, out float64) {
	if p.InputAxes != nil && p.OutputAxes != nil {
		return product(shape, p.InputAxes), product(shape, p.OutputAxes)
	}
	switch n := len(shape); n {
	case 0:
		return 1, 1
	case 1:
		return float64(shape[0]), float64(shape[0])
	default:
		window := 1.0
		for _, size := range shape[:n-2] {
			window *= float64(size)
		}
		return window * float64(shape[n-2]), window * float64(shape[n-1])
	}
}

// product of the sizes of axes, those below 0 counted from the last. An axis that
// is not there, which check refuses, counts as 1.
func product(shape, axes []int) float64 {
	n := 1.0
	for _, axis := range axes {
		if axis < 0 {
			axis += len(shape)
		}
		if 0 <= axis && axis < len(shape) {
			n *= float64(shape[axis])
		}
	}
	return n
}

// check says why a shape lacks the axes.
func (p *fanAxes) check(shape []int) error {
	for _, list := range []struct {
		key  string
		axes []int
	}{{"input_axes", p.InputAxes}, {"output_axes", p.OutputAxes}} {
		for _, axis := range list.axes {
			if axis < -len(shape) || axis >= len(shape) {
				return registry.Bad(list.key, "want axes from %d to %d of shape %v, have %d", -len(shape), len(shape)-1, shape, axis)
			}
		}
	}
	return nil
}
