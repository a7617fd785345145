package data

import (
	"fmt"
	"strings"
)

const maxPrinted = 100

func (t *Tensor) String() string {
	if len(t.Data) == 0 || len(t.Data) > maxPrinted {
		return fmt.Sprintf("%s of %d values", shapeString(t.Shape), len(t.Data))
	}
	return shapeString(t.Shape) + " " + nested(t.Shape, t.Data)
}

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

func shapeString(shape []int) string {
	s := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(shape)), ", "), "[]")
	if len(shape) == 1 {
		s += ","
	}
	return "(" + s + ")"
}
