package layer

import (
	"fmt"
	"strings"
)

// A Shape is the shape of one sample, without the batch axis.
type Shape []int

// Size is the number of values in a sample.
func (s Shape) Size() int {
	n := 1
	for _, d := range s {
		n *= d
	}
	return n
}

// Last is the length of the last axis: the vector that a vector-wise
// activation sees. A shape without axes is one number.
func (s Shape) Last() int {
	if len(s) == 0 {
		return 1
	}
	return s[len(s)-1]
}

// Vectors is the number of such vectors in a sample, and the length of its mask.
func (s Shape) Vectors() int { return s[:max(len(s)-1, 0)].Size() }

// WithLast returns s with another last axis.
func (s Shape) WithLast(n int) Shape {
	return append(append(Shape{}, s[:max(len(s)-1, 0)]...), n)
}

// String renders s with the batch axis in front, as Keras does: (None, 28, 28).
func (s Shape) String() string {
	var b strings.Builder
	b.WriteString("(None")
	for _, d := range s {
		fmt.Fprintf(&b, ", %d", d)
	}
	if len(s) == 0 {
		b.WriteByte(',')
	}
	return b.String() + ")"
}
