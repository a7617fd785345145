package losses

import (
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// Check looks for targets that l cannot mean, in whole rows of Width(n), for rows
// of n predictions: NaN and infinities; labels that are no class from 0 to n-1;
// rows for softmax that do not add up to 1; values for sigmoid outside 0 to 1.
// Rows that Weight leaves out may hold anything. It returns the first such row
// and what is wrong there, or -1 and nil.
func (l *Loss) Check(t []float32, n int) (row int, err error) {
	width := n
	if l.Width != nil {
		width = l.Width(n)
	}
	keep := []float32{1}
	for r := 0; (r+1)*width <= len(t); r++ {
		row := t[r*width : (r+1)*width]
		if l.Weight != nil {
			keep[0] = 1
			if l.Weight(keep, row, n); keep[0] == 0 {
				continue
			}
		}
		if err := l.checkRow(row, n); err != nil {
			if l.Integer && fromOne(t, n) {
				err = fmt.Errorf("%w; all labels are 1 to %d: subtract 1, the first class is 0", err, n)
			}
			return r, err
		}
	}
	return -1, nil
}

func (l *Loss) checkRow(row []float32, n int) error {
	if i := kernel.FirstNonFinite(row); i >= 0 {
		return fmt.Errorf("target %g%s: want a number", row[i], place(i, row))
	}
	switch {
	case l.Integer:
		return checkLabels(row, n)
	case l.Link == "softmax":
		return checkShares(row)
	case l.Link == "sigmoid":
		return checkAnswers(row)
	}
	return nil
}

// place says where in a row of several values.
func place(i int, row []float32) string {
	if len(row) == 1 {
		return ""
	}
	return fmt.Sprintf(" in column %d", i)
}

func whole(x float32) bool { return x == float32(math.Trunc(float64(x))) }

func checkLabels(row []float32, n int) error {
	for i, x := range row {
		if x < 0 || x >= float32(n) || !whole(x) {
			return fmt.Errorf("label %g%s: there are %d classes, 0 to %d", x, place(i, row), n, n-1)
		}
	}
	return nil
}

// fromOne reports whether all labels would be right if the first class were 1.
func fromOne(t []float32, n int) bool {
	for _, x := range t {
		if !(x >= 1 && x <= float32(n)) || !whole(x) {
			return false
		}
	}
	return true
}

// Shares may be off by the rounding of whoever computed them.
const sumTolerance = 1e-3

func checkShares(row []float32) error {
	ones := 0
	for i, x := range row {
		if x < 0 {
			return fmt.Errorf("target %g%s: want a share of one whole, 0 to 1", x, place(i, row))
		}
		if x == 1 {
			ones++
		}
	}
	if ones > 1 {
		return fmt.Errorf("%d ones: softmax shares one whole among the classes; for several at once use sigmoid and binary_crossentropy", ones)
	}
	if sum := kernel.Sum(row); math.Abs(sum-1) > sumTolerance {
		return fmt.Errorf("targets add up to %.4g: want shares of one whole, Σ = 1", sum)
	}
	return nil
}

func checkAnswers(row []float32) error {
	for i, x := range row {
		if x < 0 || x > 1 {
			return fmt.Errorf("target %g%s: want 0 (no) to 1 (yes)", x, place(i, row))
		}
	}
	return nil
}
