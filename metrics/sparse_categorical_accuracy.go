package metrics

var _ = fixed("SparseCategoricalAccuracy", Metric{
	Higher:  true,
	Integer: true,
	Width:   one,
	New:     numbered(matches(func(p, t []float32) bool { return float32(largest(p)) == t[0] }, one)),
})

// SparseCategoricalAccuracy is how often the largest prediction stands at the
// place that the target numbers, from 0; of equals the first one counts. It takes
// name.
func SparseCategoricalAccuracy(more ...any) *Metric {
	return construct("SparseCategoricalAccuracy", more)
}
