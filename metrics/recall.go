package metrics

var _ = define("Recall", func(p *chosen) (*Metric, error) {
	return p.metric(func(c counts) float64 { return ratio(c.tp, c.tp+c.fn) })
})

// Recall is how many of the true yes are predicted: tp / (tp + fn), and 0 if there
// are none. It takes thresholds (0.5; one or a list), top_k, class_id and name.
func Recall(more ...any) *Metric { return construct("Recall", more) }
