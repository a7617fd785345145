package data

import (
	"fmt"
	"strings"
)

// maxPrinted is the most values that String shows.
const maxPrinted = 100

// String shows the shape, and the values if they are few.
func (t *Tensor) String() string {
	if len(t.Data) == 0 || len(t.Data) > maxPrinted {
		return fmt.Sprintf("%s of %d values", shapeString(t.Shape), len(t.Data))
	}
	return shapeString(t.Shape) + " " + nested(t.Shape, t.Data)
}

// nested writes values in one pair of brackets per axis.
func nested(shape []int, values []float32) string {
	if len(shape) == 1 {
		return fmt.Sprint(values)
	}
	parts := make([]string, shape[0])
	n := len(values) / shape[0]
	for i := range parts {
		parts[i] = nested(shape[1:], values[i*n:(i+1)*n])
	}
	return "[" + strings.Join(parts, " ") + "]"
}

// shapeString writes (2, 3) and, as Python does, (2,) for one axis.
func shapeString(shape []int) string {
	s := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(shape)), ", "), "[]")
	if len(shape) == 1 {
		s += ","
	}
	return "(" + s + ")"
}
