package kernel

import "fmt"

// CopyRows sets y[i·yStep+j] to x[i·xStep+j] for i < rows and j < n. The arrays
// must not overlap.
func CopyRows(y []float32, yStep int, x []float32, xStep, rows, n int) {
	if !stepped("CopyRows", y, yStep, x, xStep, rows, n) || vecCopyRows(first(y), first(x), rows, n, yStep, xStep) {
		return
	}
	for i := range rows {
		copy(y[i*yStep:][:n], x[i*xStep:])
	}
}

// AddRows adds x[i·xStep+j] to y[i·yStep+j] for i < rows and j < n, one row after
// the other: those of y may overlap each other, but not x.
func AddRows(y []float32, yStep int, x []float32, xStep, rows, n int) {
	if !stepped("AddRows", y, yStep, x, xStep, rows, n) || vecAddRows(first(y), first(x), rows, n, yStep, xStep) {
		return
	}
	for i := range rows {
		y := y[i*yStep:][:n]
		for j, v := range x[i*xStep:][:n] {
			y[j] += v
		}
	}
}

// stepped reports whether there are rows, and panics if they are not in their
// arrays.
func stepped(name string, y []float32, yStep int, x []float32, xStep, rows, n int) bool {
	if y == nil || x == nil || rows <= 0 || n <= 0 {
		return false
	}
	if yStep < 0 || xStep < 0 || len(y) < (rows-1)*yStep+n || len(x) < (rows-1)*xStep+n {
		panic(fmt.Sprintf("kernel.%s: %d rows of %d, %d and %d apart, are not in %d and %d values", name, rows, n, yStep, xStep, len(y), len(x)))
	}
	return true
}

// Raise makes each value of y as large as that of x. A NaN in y stays, and one
// in x does not count.
func Raise(y, x []float32) {
	if !unary("Raise", y, x) || vecRaise(first(y), first(x), len(x)) {
		return
	}
	for i, v := range x {
		if v > y[i] {
			y[i] = v
		}
	}
}

// MaxOfFour sets y to the largest values of windows of 2×2 positions of n
// channels that lie side by side, and which to their numbers in the window, from
// 0 to 3: the first of equals, or a NaN that comes first. x begins with the first
// position of the first window, and the row below lies down values further on.
func MaxOfFour(y, which, x []float32, n, down int) {
	if !fours("MaxOfFour", y, which, x, n, down) {
		return
	}
	if vecMaxOfFour(&y[0], &which[0], &x[0], &x[n], &x[down], &x[down+n], len(y)/n, n, 2*n) {
		return
	}
	which = which[:len(y)]
	for i, at := 0, 0; i < len(y); i, at = i+n, at+2*n {
		a, b, c, d := x[at:][:n], x[at+n:][:n], x[at+down:][:n], x[at+down+n:][:n]
		for k := range n {
			top, number := larger(a[k], 0, b[k], 1)
			top, number = larger(top, number, c[k], 2)
			y[i+k], which[i+k] = larger(top, number, d[k], 3)
		}
	}
}

func larger(a, number, b, other float32) (float32, float32) {
	if b > a {
		return b, other
	}
	return a, number
}

// MaxOfFourGrad sets dx, the gradient of MaxOfFour's x, from dy, that of y. Of
// both rows it sets all values of the windows, and no others.
func MaxOfFourGrad(dx, dy, which []float32, n, down int) {
	if !fours("MaxOfFourGrad", dy, which, dx, n, down) {
		return
	}
	if vecMaxOfFourGrad(&dx[0], &dx[n], &dx[down], &dx[down+n], &dy[0], &which[0], len(dy)/n, n, 2*n) {
		return
	}
	for i, at := 0, 0; i < len(dy); i, at = i+n, at+2*n {
		for k, d := range dy[i:][:n] {
			for number, place := range [4]int{at, at + n, at + down, at + down + n} {
				v := float32(0)
				if which[i+k] == float32(number) {
					v += d
				}
				dx[place+k] = v
			}
		}
	}
}

// fours reports whether there are windows, and panics if they do not fit.
func fours(name string, y, which, x []float32, n, down int) bool {
	if y == nil || which == nil || x == nil || len(y) == 0 || n <= 0 {
		return false
	}
	sameLength(name, len(which), len(y))
	wholeRows(name, len(y), n)
	if down < 0 || len(x) < down+2*len(y) {
		panic(fmt.Sprintf("kernel.%s: %d windows, %d from row to row, are not in %d values", name, len(y)/n, down, len(x)))
	}
	return true
}
