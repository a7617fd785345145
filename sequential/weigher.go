package sequential

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/layercake-go/layercake/internal/kernel"
)

// weigher makes one weight a vector of a batch, from masks, sample weights and
// what the loss leaves out, and the number to divide by.
type weigher struct {
	vectors int
	reduce  string
	ignore  func(w, t []float32, n int)
	user    bool      // there are sample or class weights
	w       []float32 // for the loss
	mask    []float32 // of this batch
	plain   []float32 // mask alone, for metrics
	now     int       // vectors in this batch
	even    bool      // they all weigh the same
	scale   float64
}

// checkSampleWeight refuses what is not one number for each of n samples.
func checkSampleWeight(w []float32, n int) error {
	if w != nil && len(w) != n {
		return &OptionError{"sample_weight", fmt.Sprintf("want one for each of %d samples, have %d", n, len(w))}
	}
	if i := kernel.FirstNonFinite(w); i >= 0 {
		return &OptionError{"sample_weight", fmt.Sprintf("want numbers, have %v for sample %d", w[i], i)}
	}
	return nil
}

// checkClassWeight refuses classes that there are not, and what is no number.
func (r *run) checkClassWeight() error {
	classes := 0 // not known
	switch t := r.targets; {
	case t.loss.Link != "" && t.n > 1:
		classes = t.n
	case t.loss.Link == "sigmoid":
		classes = 2
	}
	for _, k := range slices.Sorted(maps.Keys(r.classWeight)) {
		if classes > 0 && (k < 0 || k >= classes) {
			return &OptionError{"class_weight", fmt.Sprintf("there is no class %d; there are %d, from 0", k, classes)}
		}
		if w := r.classWeight[k]; math.IsNaN(w) || math.IsInf(w, 0) {
			return &OptionError{"class_weight", fmt.Sprintf("want numbers, have %v for class %d", w, k)}
		}
	}
	return nil
}

func newWeigher(j *job, room int) weigher {
	v := j.built.plan.Net.Out.Vectors()
	return weigher{vectors: v, reduce: j.loss.Reduction, w: make([]float32, room*v)}
}

// set prepares the weights of one batch.
func (g *weigher) set(b *batch, mask, target []float32, n int) {
	g.now, g.mask = b.rows*g.vectors, mask
	w := g.w[:g.now]
	for i := range w {
		if w[i] = 1; mask != nil {
			w[i] = mask[i]
		}
	}
	if g.ignore != nil {
		g.ignore(w, target, n)
	}
	count, total := 0.0, 0.0
	g.even = true
	for i, v := range w {
		count += float64(v)
		w[i] = v * b.row[i/g.vectors]
		total += float64(w[i])
		g.even = g.even && w[i] == w[0]
	}
	switch g.reduce {
	case "sum":
		g.scale = 1
	case "mean_with_sample_weight":
		g.scale = 1 / total
	default:
		g.scale = 1 / count
	}
	if math.IsInf(g.scale, 0) {
		g.scale = 0 // everything is masked
	}
}

// apply weighs the losses and their gradients, and returns the mean loss.
func (g *weigher) apply(rows, d []float32, n int) float64 {
	sum := 0.0
	for r, w := range g.w[:g.now] {
		if w != 0 {
			sum += float64(float64(w) * float64(rows[r]))
		}
		if d != nil && !g.even {
			kernel.Scale(d[r*n:(r+1)*n], float32(float64(w)*g.scale))
		}
	}
	if d != nil && g.even && g.now > 0 {
		kernel.Scale(d[:g.now*n], float32(float64(g.w[0])*g.scale))
	}
	return float64(sum * g.scale)
}

// metric is the weights for metrics, weighted ones or not; nil is all ones.
func (g *weigher) metric(weighted bool) []float32 {
	if weighted && g.user {
		return g.w[:g.now]
	}
	return g.mask
}
