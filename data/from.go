package data

import (
	"math"
	"reflect"

	"gonum.org/v1/gonum/mat"
)

const accepted = "*data.Tensor, mat.Matrix, and slices of numbers of any depth: []float32, [][]float32, [][]float64, [][]int, [][][]float32 …"

// From makes a tensor of v: a *Tensor or Tensor (as it is, not copied), slices
// or arrays of any integer or float type nested to any depth ([][]float64 gives
// (rows, columns), [][][]float32 (rows, height, width), []int (rows)), or a gonum
// matrix (a mat.Vector gives (rows)). Numbers are rounded to the nearest float32.
//
// Rows of different length, empty data, finite numbers beyond float32 and other
// types are errors. NaN and infinity are not: see CheckFinite.
func From(v any) (*Tensor, error) {
	r := reflect.ValueOf(v)
	if v == nil || r.Kind() == reflect.Pointer && r.IsNil() {
		return nil, problem("there is no data: had nil (%T); accepted are %s", v, accepted)
	}
	switch v := v.(type) {
	case *Tensor:
		if err := v.check(); err != nil {
			return nil, err
		}
		return v, nil
	case Tensor:
		return From(&v)
	case mat.Matrix:
		return fromMatrix(v)
	}
	return fromSlices(r)
}

func fromMatrix(m mat.Matrix) (*Tensor, error) {
	rows, cols := m.Dims()
	if rows == 0 || cols == 0 {
		return nil, problem("the matrix is empty: %d × %d", rows, cols)
	}
	t := New(rows, cols)
	for i := range rows {
		for j := range cols {
			v, ok := narrow(m.At(i, j))
			if !ok {
				return nil, rowProblem(i, j, "%g is beyond float32", m.At(i, j))
			}
			t.Data[i*cols+j] = v
		}
	}
	if _, ok := m.(mat.Vector); ok {
		t.Shape = t.Shape[:1]
	}
	return t, nil
}

// narrow rounds to float32; ok is false where a finite number becomes infinite.
func narrow(f float64) (v float32, ok bool) {
	v = float32(f)
	return v, !math.IsInf(float64(v), 0) || math.IsInf(f, 0)
}
