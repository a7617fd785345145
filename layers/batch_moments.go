package layers

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/layer"
)

// block is how many units are summed at a time, in float64 on the stack.
const block = 32

// masked is what Keras adds to the number of rows where there is a mask, so that
// a batch without any divides by something.
const masked = 1e-7

// count is the number of rows that the statistics are over.
func (l *batchNorm) count(f *layer.Frame) float64 {
	if f.Mask == nil {
		return float64(len(f.X) / l.n)
	}
	n := masked
	for _, m := range f.Mask {
		if m != 0 {
			n++
		}
	}
	return n
}

func (l *batchNorm) invert(variance float64) float32 {
	return float32(1 / math.Sqrt(variance+l.epsilon))
}

// measure takes mean and variance of x, and moves the averages.
func (l *batchNorm) measure(f *layer.Frame, x, mean, inverse []float32) {
	n := l.count(f)
	keep, gain := float32(l.momentum), float32(1-l.momentum)
	nextMean, nextVariance := f.Next(l.movingMean), f.Next(l.movingVariance)
	for from := 0; from < l.n; from += block {
		end := min(from+block, l.n)
		centre, spread := l.moments(x, f.Mask, n, from, end)
		for i := range centre[:end-from] {
			mean[from+i] = float32(centre[i])
			inverse[from+i] = l.invert(spread[i])
		}
		move(nextMean, f.W(l.movingMean), keep, gain, &centre, from, end)
		move(nextVariance, f.W(l.movingVariance), keep, gain, &spread, from, end)
	}
}

// moments are the mean and the variance of the units from to end-1.
func (l *batchNorm) moments(x, mask []float32, n float64, from, end int) (mean, variance [block]float64) {
	if mask == nil {
		kernel.ColumnMoments(mean[:end-from], variance[:end-from], x, from, l.n)
		return mean, variance
	}
	for r, at := 0, from; at < len(x); r, at = r+1, at+l.n {
		if mask[r] != 0 {
			for i, v := range x[at : at+end-from] {
				mean[i] += float64(v)
			}
		}
	}
	for i := range mean {
		mean[i] /= n
	}
	for r, at := 0, from; at < len(x); r, at = r+1, at+l.n {
		if mask[r] != 0 {
			for i, v := range x[at : at+end-from] {
				d := float64(v) - mean[i]
				variance[i] += float64(d * d)
			}
		}
	}
	for i := range variance {
		variance[i] /= n
	}
	return mean, variance
}

// move sets next, where there is one, to the moving average old after a step.
func move(next, old []float32, keep, gain float32, now *[block]float64, from, end int) {
	if next != nil {
		for i, v := range old[from:end] {
			next[from+i] = float32(v*keep) + float32(float32(now[i])*gain)
		}
	}
}
