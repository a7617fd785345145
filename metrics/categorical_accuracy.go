package metrics

var _ = fixed("CategoricalAccuracy", Metric{
	Higher: true,
	New:    averaged(matches(func(p, t []float32) bool { return largest(p) == largest(t) }, same)),
})

// CategoricalAccuracy is how often the largest prediction stands where the
// largest target does; of equals the first one counts. Targets are one-hot rows.
// It takes name.
func CategoricalAccuracy(more ...any) *Metric { return construct("CategoricalAccuracy", more) }
