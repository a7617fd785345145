package data

import "testing"

func TestMemory(t *testing.T) {
	x := &Tensor{[]int{3, 1, 2}, []float32{1, 2, 3, 4, 5, 6}}
	y := &Tensor{[]int{3}, []float32{7, 8, 9}}
	s, err := Memory(x, y)
	if err != nil {
		t.Fatal(err)
	}
	xShape, yShape := s.Shapes()
	same(t, "shapes", [][]int{{1, 2}, {}}, [][]int{xShape, yShape})
	same(t, "rows", 3, s.Len())
	bx, by, rows := make([]float32, 4), make([]float32, 2), []int{2, 0}
	if err := s.Batch(bx, by, rows); err != nil {
		t.Fatal(err)
	}
	same(t, "x", []float32{5, 6, 1, 2}, bx)
	same(t, "y", []float32{9, 7}, by)
	if n := testing.AllocsPerRun(100, func() { s.Batch(bx, by, rows) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	for _, c := range []struct {
		x, y []float32
		rows []int
		want string
	}{
		{bx, by, []int{0, 3}, "there is no row 3; the rows are 0 to 2"},
		{bx, by, []int{-1, 0}, "there is no row -1"},
		{bx, by, []int{0}, "1 rows need 2 values of x and 1 of y, had room for 4 and 2"},
		{bx, nil, rows, "had room for 4 and 0"},
	} {
		wantError(t, s.Batch(c.x, c.y, c.rows), c.want)
	}
}

func TestMemoryWithoutTargets(t *testing.T) {
	s, err := Memory(&Tensor{[]int{2, 2}, []float32{1, 2, 3, 4}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float32, 2)
	if err := s.Batch(x, nil, []int{1}); err != nil {
		t.Error(err)
	}
	same(t, "x", []float32{3, 4}, x)
	if _, y := s.Shapes(); y != nil {
		t.Error(y)
	}
}

func TestMemoryRefuses(t *testing.T) {
	for want, c := range map[string][2]*Tensor{
		"x is nil":                    {nil, New(1)},
		"x has 3 rows, y has 2":       {New(3, 4), New(2)},
		"has 4 values, not 1":         {{[]int{4}, []float32{1}}, nil},
		"(2,) has 2 values, not 0":    {New(2), {[]int{2}, nil}},
		"the data is empty: shape (0": {New(0, 2), New(0)},
	} {
		_, err := Memory(c[0], c[1])
		wantError(t, err, want)
	}
}
