package data

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

type celsius float64

func TestFrom(t *testing.T) {
	two := &Tensor{[]int{2, 2}, []float32{1, 2, 3, 4}}
	list := &Tensor{[]int{2}, []float32{1, 2}}
	for name, c := range map[string]struct {
		v    any
		want *Tensor
	}{
		"*Tensor":     {two, two},
		"Tensor":      {*two, two},
		"[][]float32": {[][]float32{{1, 2}, {3, 4}}, two},
		"[][]float64": {[][]float64{{1, 2}, {3, 4}}, two},
		"[][]int":     {[][]int{{1, 2}, {3, 4}}, two},
		"[][2]int":    {[][2]int{{1, 2}, {3, 4}}, two},
		"[2][]uint16": {[2][]uint16{{1, 2}, {3, 4}}, two},
		"[]float32":   {[]float32{1, 2}, list},
		"[]float64":   {[]float64{1, 2}, list},
		"[]int":       {[]int{1, 2}, list},
		"[]int32":     {[]int32{1, 2}, list},
		"[]int64":     {[]int64{1, 2}, list},
		"[]uint8":     {[]uint8{1, 2}, list},
		"[]celsius":   {[]celsius{1, 2}, list},
		"images":      {[][][]float32{{{1, 2}}, {{3, 4}}}, &Tensor{[]int{2, 1, 2}, two.Data}},
		"colours":     {[][][][]float32{{{{1}, {2}}}, {{{3}, {4}}}}, &Tensor{[]int{2, 1, 2, 1}, two.Data}},
		"Dense":       {mat.NewDense(2, 2, []float64{1, 2, 3, 4}), two},
		"transposed":  {mat.NewDense(2, 2, []float64{1, 3, 2, 4}).T(), two},
		"VecDense":    {mat.NewVecDense(2, []float64{1, 2}), list},
		"one column":  {mat.NewDense(2, 1, []float64{1, 2}), &Tensor{[]int{2, 1}, list.Data}},
	} {
		got, err := From(c.v)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		same(t, name, c.want, got)
	}
	if got, err := From(two); got != two || err != nil {
		t.Error("a tensor is copied")
	}
	got, err := From([]float64{math.NaN(), math.Inf(-1)})
	if err != nil || got.Data[0] == got.Data[0] || !math.IsInf(float64(got.Data[1]), -1) {
		t.Error(got, err)
	}
}

func TestFromRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		v        any
		want     string
		row, col int
	}{
		"nil":            {nil, "had nil (<nil>); accepted are *data.Tensor, mat.Matrix", -1, -1},
		"nil tensor":     {(*Tensor)(nil), "had nil (*data.Tensor)", -1, -1},
		"nil matrix":     {(*mat.Dense)(nil), "had nil (*mat.Dense)", -1, -1},
		"empty matrix":   {&mat.Dense{}, "the matrix is empty: 0 × 0", -1, -1},
		"text":           {[]string{"cat"}, "had []string: text is no data to compute with; data.Encode", -1, -1},
		"number":         {3, "had int; accepted are", -1, -1},
		"map":            {map[string]int{}, "had map[string]int; accepted are", -1, -1},
		"bools":          {[]bool{true}, "had []bool; accepted are", -1, -1},
		"any":            {[]any{1, 2}, "had []interface {}; accepted are", -1, -1},
		"empty":          {[]float32{}, "the data is empty: []float32 of shape (0,)", -1, -1},
		"empty rows":     {[][]int{{}, {}}, "of shape (2, 0)", -1, -1},
		"ragged":         {[][]float32{{1, 2}, {3, 4}, {5}}, "row 2, counted from 0: ragged: 1 values, where the first row has 2", 2, -1},
		"ragged deeper":  {[][][]int{{{1}, {2}}, {{3}, {4, 5}}}, "row 1, counted from 0: ragged: 2 values, where the first row has 1", 1, -1},
		"too large":      {[][]float64{{1, 2}, {3, -1e300}}, "row 1, column 1, counted from 0: the number is beyond float32", 1, 1},
		"large matrix":   {mat.NewDense(1, 2, []float64{0, 1e39}), "1e+39 is beyond float32", 0, 1},
		"large named":    {[]celsius{1e39}, "beyond float32", 0, 0},
		"wrong tensor":   {&Tensor{[]int{2, 3}, make([]float32, 5)}, "a tensor of shape (2, 3) has 6 values, not 5", -1, -1},
		"overflow":       {&Tensor{[]int{1 << 40, 1 << 40}, nil}, "is no shape of a tensor", -1, -1},
		"without axes":   {Tensor{nil, []float32{1}}, "() is no shape of a tensor", -1, -1},
		"without values": {New(0, 3), "the data is empty: shape (0, 3)", -1, -1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := From(c.v)
			e := wantError(t, err, c.want)
			same(t, "place", []int{c.row, c.col}, []int{e.Row, e.Col})
		})
	}
	ragged := make([][]float32, 1<<16)
	ragged[0] = make([]float32, 1<<16)
	if used := allocated(func() { From(ragged) }); used > 1<<20 {
		t.Errorf("allocated %d bytes for ragged rows", used)
	}
}
