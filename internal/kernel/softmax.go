package kernel

import "math"

// Softmax sets each row of n values of y to e^x / Σ e^x of the same row of x;
// y may be x. The row's maximum is subtracted first, so ±1e4 is no problem, and
// the sum is in float64.
//
// A -Inf beside finite values gets the share 0. A row with a NaN or a +Inf, or
// of nothing but -Inf, becomes NaN throughout, as in Keras: the difference from
// its maximum is undefined.
func Softmax(y, x []float32, n int) {
	if y == nil || x == nil || n <= 0 {
		return
	}
	sameLength("Softmax", len(y), len(x))
	wholeRows("Softmax", len(x), n)
	if vecSoftmax(first(y), first(x), len(x)/n, n) {
		return
	}
	for ; len(x) > 0; x, y = x[n:], y[n:] {
		softmaxRow(y[:n], x[:n])
	}
}

func softmaxRow(y, x []float32) {
	top := float64(Max(x))
	for j, v := range x {
		y[j] = float32(Exp(float64(v) - top))
	}
	sum := Sum(y)
	for j, v := range y {
		y[j] = float32(float64(v) / sum)
	}
}

// SoftmaxSums is Softmax, and tells what the logarithms of the shares are made
// of: of row r, sums[2r] is the largest x and sums[2r+1] is Σ e^(x − largest),
// to which the largest gives exactly 1. So −log y is (largest − x) + log Σ, which
// loses nothing where y is nearly 1.
func SoftmaxSums(y, x []float32, sums []float64, n int) {
	if len(x) == 0 || n <= 0 {
		return
	}
	sameLength("SoftmaxSums", len(y), len(x))
	wholeRows("SoftmaxSums", len(x), n)
	sameLength("SoftmaxSums, sums", len(sums), 2*len(x)/n)
	if vecSoftmaxSums(first(y), first(x), &sums[0], len(x)/n, n) {
		return
	}
	for ; len(x) > 0; x, y, sums = x[n:], y[n:], sums[2:] {
		top := float64(Max(x[:n]))
		sums[0], sums[1] = top, sumExp(x[:n], top)
		softmaxRow(y[:n], x[:n])
	}
}

// SoftmaxCrossentropy is softmax and the categorical crossentropy with targets t
// together, row by row of n scores z:
//
//	p = e^z / Σ e^z    v = Σ t·(log Σ e^z − z)    d = ∂v/∂z = p·Σ t − t
//
// A target of 0 does not count in v, whatever its score. p may be z, and d may be
// t.
func SoftmaxCrossentropy(v, p, d, z, t []float32, n int) {
	if len(z) == 0 || n <= 0 {
		return
	}
	if !gradient("SoftmaxCrossentropy", p, d, z) {
		return
	}
	sameLength("SoftmaxCrossentropy, t", len(t), len(z))
	wholeRows("SoftmaxCrossentropy", len(z), n)
	sameLength("SoftmaxCrossentropy, v", len(v), len(z)/n)
	var sums [3 * sumsRows]float64
	for len(v) > 0 {
		rows := min(sumsRows, len(v))
		if !vecSoftmaxCrossentropy(first(p), first(d), first(z), first(t), &sums[0], rows, n) {
			for r := range rows {
				lo, hi := r*n, (r+1)*n
				crossentropyRow(p[lo:hi], d[lo:hi], z[lo:hi], t[lo:hi], sums[3*r:])
			}
		}
		for r := range rows {
			s := sums[3*r : 3*r+3]
			v[r] = float32(float64(s[0]*Log(s[2])) + s[1])
		}
		at := rows * n
		v, p, d, z, t = v[rows:], p[at:], d[at:], z[at:], t[at:]
	}
}

// sumsRows is how many rows' sums are kept at a time, on the stack.
const sumsRows = 32

// crossentropyRow is what the vector kernel does: sums are Σ t, Σ t·(largest −
// z) and Σ e^(z − largest).
func crossentropyRow(p, d, z, t []float32, sums []float64) {
	top, whole, along := float64(Max(z)), 0.0, 0.0
	for i, w := range t {
		if w != 0 {
			whole += float64(w)
			along += float64(float64(w) * (top - float64(z[i])))
		}
	}
	sums[0], sums[1], sums[2] = whole, along, sumExp(z, top)
	softmaxRow(p, z)
	for i, w := range t {
		d[i] = float32(float64(float64(p[i])*whole) - float64(w))
	}
}

// SoftmaxGrad sets dx to y·(dy − Σ y·dy), row by row of n values, where y is
// Softmax's; the sum is in float64 and then rounded. dx may be dy.
func SoftmaxGrad(dx, dy, y []float32, n int) {
	if n <= 0 || !gradient("SoftmaxGrad", dx, dy, y) {
		return
	}
	wholeRows("SoftmaxGrad", len(y), n)
	if vecSoftmaxGrad(first(dx), first(dy), first(y), len(y)/n, n) {
		return
	}
	for r := 0; r < len(y); r += n {
		p, d := y[r:r+n], dy[r:r+n]
		dot := float32(Dot(p, d))
		for i, v := range p {
			dx[r+i] = v * (d[i] - dot)
		}
	}
}

// LogSoftmaxGrad sets dx to dy − e^y·Σ dy, row by row of n values, where y is
// LogSoftmax's. dx may be dy.
func LogSoftmaxGrad(dx, dy, y []float32, n int) {
	if n <= 0 || !gradient("LogSoftmaxGrad", dx, dy, y) {
		return
	}
	wholeRows("LogSoftmaxGrad", len(y), n)
	if vecLogSoftmaxGrad(first(dx), first(dy), first(y), len(y)/n, n) {
		return
	}
	for r := 0; r < len(y); r += n {
		total := Sum(dy[r : r+n])
		for i := r; i < r+n; i++ {
			dx[i] = float32(float64(dy[i]) - float64(Exp(float64(y[i]))*total))
		}
	}
}

// LogSoftmax sets each row of n values of y to the logarithm of its Softmax, x -
// log Σ e^x; y may be x. The share 0 becomes -Inf; NaN rows are those of
// Softmax.
func LogSoftmax(y, x []float32, n int) {
	if y == nil || x == nil || n <= 0 {
		return
	}
	sameLength("LogSoftmax", len(y), len(x))
	wholeRows("LogSoftmax", len(x), n)
	for ; len(x) > 0; x, y = x[n:], y[n:] {
		logSoftmaxRow(y[:n], x[:n])
	}
}

func logSoftmaxRow(y, x []float32) {
	top, sum := topAndSum(x)
	rest := Log(sum)
	if vecSubtractWide(first(y), first(x), len(x), top, rest) {
		return
	}
	for j, v := range x {
		y[j] = float32((float64(v) - top) - rest)
	}
}

// LogSumExp is log Σ e^x in float64: -Inf for an empty x or one of nothing but
// -Inf, +Inf if one is +Inf, NaN if any is NaN.
func LogSumExp(x []float32) float64 {
	top, sum := topAndSum(x)
	if math.IsInf(top, 0) {
		return top
	}
	return top + Log(sum)
}

// topAndSum is the largest of x, and Σ e^(x - top).
func topAndSum(x []float32) (top, sum float64) {
	if top, sum, ok := vecSumExp(first(x), len(x)); ok {
		return float64(top), sum
	}
	top = float64(Max(x))
	return top, sumExp(x, top)
}

// sumExp is Σ e^(x - top) in float64, over the lanes of every reduction.
func sumExp(x []float32, top float64) float64 {
	var lane [lanes]float64
	for i, v := range x {
		lane[i%lanes] += Exp(float64(v) - top)
	}
	return fold(&lane)
}
