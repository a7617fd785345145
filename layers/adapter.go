package layers

import "github.com/layercake-go/layercake/layer"

// adapter learns mean and variance of each feature, value by value (Welford,
// "Note on a Method for Calculating Corrected Sums of Squares and Products",
// 1962): the bits are the same however the rows are cut into batches.
type adapter struct {
	l        *normalization
	place    []int     // which feature each value of a sample is
	seen     []float64 // how many values of each feature
	mean, m2 []float64 // their mean, and the sum of their squared distances from it
	samples  int
}

func newAdapter(l *normalization, size int) *adapter {
	a := &adapter{l: l, place: make([]int, size)}
	for i := range a.place {
		a.place[i] = l.way.at(i)
	}
	n := l.mean.Shape.Size()
	a.seen, a.mean, a.m2 = make([]float64, n), make([]float64, n), make([]float64, n)
	return a
}

// See takes whole rows of the layer's input.
func (a *adapter) See(x []float32) {
	a.samples += len(x) / len(a.place)
	for i, v := range x {
		k := a.place[i%len(a.place)]
		a.seen[k]++
		d := float64(v) - a.mean[k]
		a.mean[k] += d / a.seen[k]
		a.m2[k] += float64(d * (float64(v) - a.mean[k]))
	}
}

// Done writes mean, variance and the number of samples; after none, nothing.
func (a *adapter) Done(weights func(*layer.Param) []float32) {
	if a.samples == 0 {
		return
	}
	mean, variance := weights(a.l.mean), weights(a.l.variance)
	for k, n := range a.seen {
		mean[k], variance[k] = float32(a.mean[k]), float32(a.m2[k]/n)
	}
	weights(a.l.count)[0] = float32(a.samples)
}
