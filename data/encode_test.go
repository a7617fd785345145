package data

import (
	"strings"
	"testing"
)

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		labels, classes []string
		want            []float32
		wantClasses     []string
	}{
		{[]string{"dog", "cat", "dog"}, nil, []float32{1, 0, 1}, []string{"cat", "dog"}},
		{[]string{"10", "9", "-1.5", "9"}, nil, []float32{2, 1, 0, 1}, []string{"-1.5", "9", "10"}},
		{[]string{"10", "9", "x"}, nil, []float32{0, 1, 2}, []string{"10", "9", "x"}},
		{[]string{"1", "nan"}, nil, []float32{0, 1}, []string{"1", "nan"}},
		{[]string{"1.0", "1"}, nil, []float32{1, 0}, []string{"1", "1.0"}},
		{[]string{"b", "b"}, []string{"c", "b", "a"}, []float32{1, 1}, []string{"c", "b", "a"}},
	} {
		y, classes, err := Encode(c.labels, c.classes)
		if err != nil {
			t.Error(err)
		}
		same(t, "y", &Tensor{[]int{len(c.want)}, c.want}, y)
		same(t, "classes", c.wantClasses, classes)
	}
}

func TestEncodeRefuses(t *testing.T) {
	flowers := []string{"setosa", "versicolor", "virginica"}
	for _, c := range []struct {
		labels, classes []string
		want            string
		row             int
	}{
		{nil, nil, "there are no labels", -1},
		{[]string{"setosa", "sethosa"}, flowers, `row 1, counted from 0: unknown label "sethosa"; did you mean "setosa"?`, 1},
		{[]string{"rose"}, flowers, `unknown label "rose"; there are "setosa", "versicolor", "virginica"`, 0},
		{[]string{"rose"}, []string{}, `unknown label "rose"; there are none`, 0},
		{[]string{"a", ""}, nil, "row 1, counted from 0: the label is missing", 1},
		{[]string{"a"}, []string{"a", "b", "a"}, `the class "a" is there twice`, -1},
		{[]string{strings.Repeat("x", 1<<20)}, flowers, "xxx…\"; there are", 0},
		{[]string{"x"}, digitNames(5000), `"10", "11" and 4988 more`, 0},
	} {
		_, _, err := Encode(c.labels, c.classes)
		same(t, c.want, c.row, wantError(t, err, c.want).Row)
	}
}

func TestLabels(t *testing.T) {
	for name, c := range map[string]struct {
		y    *Tensor
		want []int
	}{
		"indices":    {&Tensor{[]int{3}, []float32{2, 0, 1}}, []int{2, 0, 1}},
		"one column": {&Tensor{[]int{2, 1}, []float32{2, 0}}, []int{2, 0}},
		"one-hot":    {&Tensor{[]int{2, 3}, []float32{0, 0, 1, 1, 0, 0}}, []int{2, 0}},
		"two ones":   {&Tensor{[]int{1, 3}, []float32{1, 0, 1}}, nil},
		"no one":     {&Tensor{[]int{1, 2}, []float32{0, 0}}, nil},
		"halves":     {&Tensor{[]int{1, 2}, []float32{0.5, 0.5}}, nil},
		"fraction":   {&Tensor{[]int{1}, []float32{0.5}}, nil},
		"negative":   {&Tensor{[]int{1}, []float32{-1}}, nil},
		"huge":       {&Tensor{[]int{1}, []float32{1e30}}, nil},
		"nil":        {nil, nil},
		"broken":     {&Tensor{[]int{2}, nil}, nil},
	} {
		same(t, name, c.want, Labels(c.y))
	}
}
