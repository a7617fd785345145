package kernel

import "fmt"

// sumCols is how many columns SumRows sums at a time; its lanes live on the
// stack.
const sumCols = 32

// AddRow adds b to each row of y; len(y) must be a multiple of len(b).
func AddRow(y, b []float32) {
	if y == nil || len(b) == 0 {
		return
	}
	wholeRows("AddRow", len(y), len(b))
	if vecAddRow(first(y), first(b), len(y)/len(b), len(b)) {
		return
	}
	for ; len(y) > 0; y = y[len(b):] {
		row := y[:len(b)]
		for j, v := range b {
			row[j] += v
		}
	}
}

// AddRowReLU is AddRow, and then ReLUTo in place.
func AddRowReLU(y, b []float32) {
	if y == nil || len(b) == 0 {
		return
	}
	wholeRows("AddRowReLU", len(y), len(b))
	if vecAddRowReLU(first(y), first(b), len(y)/len(b), len(b)) {
		return
	}
	AddRow(y, b)
	ReLUTo(y, y)
}

// SumRows adds the sum of the rows of y to s; len(y) must be a multiple of
// len(s). Row r goes to lane r mod 16, in float32; the lanes are added up
// pairwise, and their sum to s once. So the order depends on the number of rows
// alone.
func SumRows(s, y []float32) {
	if y == nil || len(s) == 0 {
		return
	}
	wholeRows("SumRows", len(y), len(s))
	if len(s) >= wideRow && len(y) > lanes*len(s) {
		sumWide(s, y)
		return
	}
	if vecSumRows(first(s), first(y), len(y)/len(s), len(s)) {
		return
	}
	for from := 0; from < len(s); from += sumCols {
		sumColumns(s, y, from, min(from+sumCols, len(s)))
	}
}

// wideRow is how long rows are that are read one after the other: one strip of
// columns after the other, as vecSumRows does it, would find no line that the
// processor has fetched ahead.
const wideRow = 256

// sumWide is SumRows with its lanes in memory.
func sumWide(s, y []float32) {
	n := len(s)
	lent := borrow(lanes * n)
	lane := *lent
	clear(lane)
	for ; len(y) >= len(lane); y = y[len(lane):] {
		Add(lane, y[:len(lane)])
	}
	Add(lane[:len(y)], y)
	for half := lanes / 2 * n; half >= n; half /= 2 {
		Add(lane[:half], lane[half:2*half])
	}
	Add(s, lane[:n])
	giveBack(lent)
}

// sumColumns is SumRows for the columns from to end-1.
func sumColumns(s, y []float32, from, end int) {
	var lane [lanes][sumCols]float32
	n := len(s)
	for r := 0; r*n < len(y); r++ {
		sum := &lane[r%lanes]
		for j, v := range y[r*n+from : r*n+end] {
			sum[j] += v
		}
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for l := range half {
			for j := range end - from {
				lane[l][j] += lane[l+half][j]
			}
		}
	}
	Add(s[from:end], lane[0][:end-from])
}

// Add adds x to y, element by element; their lengths must be equal.
func Add(y, x []float32) {
	if y == nil || x == nil {
		return
	}
	sameLength("Add", len(y), len(x))
	if vecAdd(first(y), first(x), len(x)) {
		return
	}
	for i, v := range x {
		y[i] += v
	}
}

// Multiply sets y to a·b, element by element; their lengths must be equal, and y
// may be one of them.
func Multiply(y, a, b []float32) {
	if !gradient("Multiply", y, a, b) || vecMultiply(first(y), first(a), first(b), len(b)) {
		return
	}
	for i, v := range a {
		y[i] = float32(v * b[i])
	}
}

// MultiplyRow sets each row of y to that of x times b, element by element; y may
// be x. Their length must be a multiple of len(b).
func MultiplyRow(y, x, b []float32) {
	if len(b) == 0 || !unary("MultiplyRow", y, x) {
		return
	}
	wholeRows("MultiplyRow", len(y), len(b))
	if vecMultiplyRow(first(y), first(x), first(b), len(y)/len(b), len(b)) {
		return
	}
	for ; len(y) > 0; y, x = y[len(b):], x[len(b):] {
		for j, v := range b {
			y[j] = float32(x[j] * v)
		}
	}
}

// Axpy adds a·x to y, element by element; their lengths must be equal.
func Axpy(a float32, x, y []float32) {
	if y == nil || x == nil {
		return
	}
	sameLength("Axpy", len(y), len(x))
	if vecAxpy(first(y), first(x), len(x), a) {
		return
	}
	for i, v := range x {
		y[i] = mulAdd32(a, v, y[i])
	}
}

// Scale multiplies each element of x by a.
func Scale(x []float32, a float32) {
	if vecScale(first(x), len(x), a) {
		return
	}
	for i, v := range x {
		x[i] = float32(v * a)
	}
}

func sameLength(name string, y, x int) {
	if y != x {
		panic(fmt.Sprintf("kernel.%s: lengths %d and %d differ", name, y, x))
	}
}

func wholeRows(name string, size, n int) {
	if size%n != 0 {
		panic(fmt.Sprintf("kernel.%s: %d values are no whole rows of %d", name, size, n))
	}
}
