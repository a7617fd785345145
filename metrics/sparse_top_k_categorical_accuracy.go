package metrics

import "slices"

var _ = define("SparseTopKCategoricalAccuracy", func(p *sparseTopK) (*Metric, error) {
	right := func(row, t []float32) bool {
		return t[0] > -1 && t[0] < float32(len(row)) && amongTop(row, int(t[0]), p.K)
	}
	if p.Sorted {
		right = func(row, t []float32) bool { return slices.Contains(row[:min(p.K, len(row))], t[0]) }
	}
	return p.metric(Metric{Integer: true, Width: one, New: numbered(matches(right, one))})
})

type sparseTopK struct {
	K      int  `yaml:"k" default:"5" doc:"how many of the largest predictions may be right"`
	Sorted bool `yaml:"from_sorted_ids" default:"false" doc:"predictions are numbers of classes, the best first"`
	named
}

// SparseTopKCategoricalAccuracy is TopKCategoricalAccuracy for targets that are
// the numbers of the classes, from 0. It takes k (5), from_sorted_ids and name.
func SparseTopKCategoricalAccuracy(more ...any) *Metric {
	return construct("SparseTopKCategoricalAccuracy", more)
}

func (p *sparseTopK) metric(m Metric) (*Metric, error) { return (&topK{K: p.K}).metric(m) }
