package kernel

// ColumnMoments sets mean and variance to those of some columns of x, which has
// rows of n values: the columns from from on, as many as mean has. They are in
// float64, and variance is the mean square of the distance. Without rows it does
// nothing.
func ColumnMoments(mean, variance []float64, x []float32, from, n int) {
	variance = variance[:len(mean)]
	rows := len(x) / n
	if rows == 0 || len(mean) == 0 {
		return
	}
	x = x[from:]
	count := float64(rows)
	if vecColumnMoments(&mean[0], &variance[0], &x[0], rows, len(mean), n) {
		for i, v := range x[:len(mean)] {
			off := mean[i] / count
			variance[i] = max(0, (variance[i]-float64(off*mean[i]))/count)
			mean[i] = float64(v) + off
		}
		return
	}
	clear(mean)
	for at := 0; at < len(x); at += n {
		for i, v := range x[at : at+len(mean)] {
			mean[i] += float64(v)
		}
	}
	for i := range mean {
		mean[i] /= count
	}
	clear(variance)
	for at := 0; at < len(x); at += n {
		for i, v := range x[at : at+len(mean)] {
			d := float64(v) - mean[i]
			variance[i] += float64(d * d)
		}
	}
	for i := range variance {
		variance[i] /= count
	}
}

// ColumnGrads sets sum to the sums of some columns of dy, and along to those of
// dy·(x − mean)·inverse. dy and x have rows of n values, and the columns are those
// from from on, as many as sum has; mean and inverse are theirs alone.
func ColumnGrads(sum, along []float64, dy, x, mean, inverse []float32, from, n int) {
	sameLength("ColumnGrads", len(dy), len(x))
	along, mean, inverse = along[:len(sum)], mean[:len(sum)], inverse[:len(sum)]
	clear(sum)
	clear(along)
	rows := len(x) / n
	if rows == 0 || len(sum) == 0 {
		return
	}
	x, dy = x[from:], dy[from:]
	if vecColumnGrads(&sum[0], &along[0], &x[0], &dy[0], &mean[0], &inverse[0], rows, len(sum), n) {
		return
	}
	for at := 0; at < len(x); at += n {
		for i, d := range dy[at : at+len(sum)] {
			h := float64(x[at+i]-mean[i]) * float64(inverse[i])
			sum[i] += float64(d)
			along[i] += float64(float64(d) * h)
		}
	}
}

// NormalizeRow sets each row of y to (x − mean)·factor of that of x; y may be x.
// Their length must be a multiple of len(mean).
func NormalizeRow(y, x, mean, factor []float32) {
	n := len(mean)
	if n == 0 || !unary("NormalizeRow", y, x) {
		return
	}
	wholeRows("NormalizeRow", len(x), n)
	factor = factor[:n]
	if vecNormalizeRow(first(y), first(x), first(mean), first(factor), len(x)/n, n) {
		return
	}
	for ; len(x) > 0; x, y = x[n:], y[n:] {
		for i, m := range mean {
			y[i] = float32((x[i] - m) * factor[i])
		}
	}
}
