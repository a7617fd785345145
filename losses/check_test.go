package losses_test

import (
	"math"
	"testing"

	. "github.com/layercake-go/layercake/losses"
)

func TestCheck(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct {
		loss string
		n    int
		t    []float32
		row  int
		want string
	}{
		{"sparse_categorical_crossentropy", 10, []float32{0, 9, 3}, -1, ""},
		{"sparse_categorical_crossentropy", 10, []float32{0, 9, 10, 11}, 2, "label 10: there are 10 classes, 0 to 9"},
		{"sparse_categorical_crossentropy", 3, []float32{1, 2, 3}, 2, "label 3: there are 3 classes, 0 to 2; all labels are 1 to 3: subtract 1, the first class is 0"},
		{"sparse_categorical_crossentropy", 3, []float32{0, -1}, 1, "label -1: there are 3 classes, 0 to 2"},
		{"sparse_categorical_crossentropy", 3, []float32{0.5}, 0, "label 0.5: there are 3 classes, 0 to 2"},
		{"sparse_categorical_crossentropy", 3, []float32{0, nan}, 1, "target NaN: want a number"},
		{"sparse_categorical_crossentropy(ignore_class=-1)", 3, []float32{-1, 2, -1}, -1, ""},
		{"sparse_categorical_crossentropy(ignore_class=-1)", 3, []float32{-1, -2}, 1, "label -2: there are 3 classes, 0 to 2"},
		{"categorical_crossentropy", 3, []float32{0, 1, 0, 0.2, 0.3, 0.5}, -1, ""},
		{"categorical_crossentropy", 3, []float32{0, 1, 0, 1, 1, 0}, 1, "2 ones: softmax shares one whole among the classes; for several at once use sigmoid and binary_crossentropy"},
		{"categorical_crossentropy", 3, []float32{0, 0, 0}, 0, "targets add up to 0: want shares of one whole, Σ = 1"},
		{"categorical_crossentropy", 2, []float32{0.5, 0.5, 1.5, -0.5}, 1, "target -0.5 in column 1: want a share of one whole, 0 to 1"},
		{"kl_divergence", 2, []float32{0.25, 0.5}, 0, "targets add up to 0.75: want shares of one whole, Σ = 1"},
		{"binary_crossentropy", 2, []float32{0, 1, 0.5, 1}, -1, ""},
		{"binary_crossentropy", 2, []float32{0, 1, 0, 255}, 1, "target 255 in column 1: want 0 (no) to 1 (yes)"},
		{"binary_crossentropy", 1, []float32{0, -1}, 1, "target -1: want 0 (no) to 1 (yes)"},
		{"mse", 2, []float32{-3, 5, 1e9, 0}, -1, ""},
		{"mse", 2, []float32{-3, 5, 1, inf}, 1, "target +Inf in column 1: want a number"},
		{"mse", 2, nil, -1, ""},
	} {
		l, err := Get(c.loss)
		if err != nil {
			t.Fatal(err)
		}
		row, err := l.Check(c.t, c.n)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if row != c.row || got != c.want {
			t.Errorf("%s %v: row %d, %q; want row %d, %q", c.loss, c.t, row, got, c.row, c.want)
		}
	}
}
