package data

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func TestTensor(t *testing.T) {
	a := New(3, 2, 2)
	for i := range a.Data {
		a.Data[i] = float32(i)
	}
	same(t, "rows", 3, a.Rows())
	same(t, "row size", 4, a.RowSize())
	same(t, "row", []float32{4, 5, 6, 7}, a.Row(1))
	same(t, "slice", &Tensor{[]int{2, 2, 2}, []float32{4, 5, 6, 7, 8, 9, 10, 11}}, a.Slice(1, 3))
	same(t, "take", &Tensor{[]int{3, 2, 2}, []float32{8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11}}, a.Take([]int{2, 0, 2}))
	same(t, "rows 2D", [][]float32{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}}, a.Rows2D())
	same(t, "nothing taken", &Tensor{[]int{0, 2, 2}, []float32{}}, a.Take(nil))
	if d := a.Dense(); !mat.Equal(d, mat.NewDense(3, 4, []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})) {
		t.Error(d)
	}
	if !New(0, 3).Dense().IsEmpty() {
		t.Error("a matrix of nothing")
	}
	a.Take([]int{0}).Data[0] = 99
	if a.Data[0] != 0 {
		t.Error("Take does not copy")
	}
	same(t, "one axis", 1, New(5).RowSize())
}

func TestTensorString(t *testing.T) {
	for want, a := range map[string]*Tensor{
		"(2,) [0 0]":                New(2),
		"(2, 1) [[0] [0]]":          New(2, 1),
		"(1, 2, 2) [[[0 0] [0 0]]]": New(1, 2, 2),
		"(101,) of 101 values":      New(101),
		"(0, 3) of 0 values":        New(0, 3),
	} {
		same(t, want, want, a.String())
	}
}

func TestNewPanics(t *testing.T) {
	for _, shape := range [][]int{nil, {-1}, {1 << 40, 1 << 40}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("New(%v) did not panic", shape)
				}
			}()
			New(shape...)
		}()
	}
}

func TestCheckFinite(t *testing.T) {
	a := New(3, 2)
	if err := a.CheckFinite("x"); err != nil {
		t.Error(err)
	}
	for i, c := range []struct {
		v    float64
		want string
	}{
		{math.NaN(), "row 2, column 1, counted from 0: x holds NaN; every value must be finite"},
		{math.Inf(1), "x holds +Inf"},
		{math.Inf(-1), "x holds -Inf"},
	} {
		a.Data[5-i] = float32(c.v)
		e := wantError(t, a.CheckFinite("x"), c.want)
		same(t, "place", []int{(5 - i) / 2, (5 - i) % 2}, []int{e.Row, e.Col})
	}
}
