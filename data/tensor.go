// Package data turns what people have into what models learn from: tensors of
// float32, from Go values, CSV, IDX (MNIST's format) and NumPy files, and four
// small real sets that are built in.
//
// Values are checked where they come in; errors name the file and line, or the
// row and column. Nothing is fetched from a network, and memory grows with what
// a file really holds, not with what it claims.
package data

import (
	"fmt"
	"math"
	"math/bits"

	"gonum.org/v1/gonum/mat"

	"github.com/layercake-go/layercake/internal/kernel"
)

// Tensor is an array of float32. The first axis counts rows (samples); what
// comes behind it is the shape of one row.
type Tensor struct {
	Shape []int     // at least one axis
	Data  []float32 // row-major, as many as the product of Shape
}

// New returns a tensor of zeros. It panics if shape has no axis, a negative one,
// or more elements than an int can count.
func New(shape ...int) *Tensor {
	n, ok := count(shape)
	if !ok || len(shape) == 0 {
		panic(fmt.Sprintf("data: New: %v is no shape of a tensor", shape))
	}
	return &Tensor{append([]int(nil), shape...), make([]float32, n)}
}

// count is the product of the axes; ok is false where it exceeds an int.
func count(shape []int) (n int, ok bool) {
	total := uint64(1)
	for _, d := range shape {
		hi, lo := bits.Mul64(total, uint64(d))
		if d < 0 || hi != 0 || lo > math.MaxInt {
			return 0, false
		}
		total = lo
	}
	return int(total), true
}

// check compares shape and data, and refuses a tensor without elements.
func (t *Tensor) check() error {
	n, ok := count(t.Shape)
	switch {
	case !ok || len(t.Shape) == 0:
		return problem("%s is no shape of a tensor", shapeString(t.Shape))
	case n != len(t.Data):
		return problem("a tensor of shape %s has %d values, not %d", shapeString(t.Shape), n, len(t.Data))
	case n == 0:
		return problem("the data is empty: shape %s", shapeString(t.Shape))
	}
	return nil
}

// Rows returns the length of the first axis.
func (t *Tensor) Rows() int { return t.Shape[0] }

// RowSize returns the number of values of one row: 1 for a tensor of one axis.
func (t *Tensor) RowSize() int {
	n, _ := count(t.Shape[1:])
	return n
}

// Row returns the values of row i, in place.
func (t *Tensor) Row(i int) []float32 {
	n := t.RowSize()
	return t.Data[i*n : (i+1)*n : (i+1)*n]
}

// Slice returns the rows from, …, to−1, in place. Like slicing in Go, it panics
// where there are no such rows.
func (t *Tensor) Slice(from, to int) *Tensor {
	n := t.RowSize()
	return &Tensor{append([]int{to - from}, t.Shape[1:]...), t.Data[from*n : to*n : to*n]}
}

// Take returns a copy of the given rows, in their order; a row may come again.
// Like indexing in Go, it panics where there is no such row.
func (t *Tensor) Take(indices []int) *Tensor {
	out := New(append([]int{len(indices)}, t.Shape[1:]...)...)
	for i, from := range indices {
		copy(out.Row(i), t.Row(from))
	}
	return out
}

// CheckFinite returns an *Error with row and column if a value is NaN or
// infinite; what names the tensor in its message ("x"). In rows of several axes
// the column counts all values of the row.
func (t *Tensor) CheckFinite(what string) error {
	if i := kernel.FirstNonFinite(t.Data); i >= 0 {
		n := t.RowSize()
		return rowProblem(i/n, i%n, "%s holds %v; every value must be finite", what, t.Data[i])
	}
	return nil
}

// Dense returns a copy as a gonum matrix: one row of it per row, with all axes
// of a row side by side. A tensor without values gives an empty matrix.
func (t *Tensor) Dense() *mat.Dense {
	if len(t.Data) == 0 {
		return &mat.Dense{}
	}
	values := make([]float64, len(t.Data))
	for i, v := range t.Data {
		values[i] = float64(v)
	}
	return mat.NewDense(t.Rows(), t.RowSize(), values)
}

// Rows2D returns the rows, in place, with all axes of a row side by side.
func (t *Tensor) Rows2D() [][]float32 {
	rows := make([][]float32, t.Rows())
	for i := range rows {
		rows[i] = t.Row(i)
	}
	return rows
}
