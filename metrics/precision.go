package metrics

var _ = define("Precision", func(p *chosen) (*Metric, error) {
	return p.metric(func(c counts) float64 { return ratio(c.tp, c.tp+c.fp) })
})

// chosen says which predictions are a yes.
type chosen struct {
	Thresholds []float64 `yaml:"thresholds" default:"None" doc:"a prediction above it is a yes; 0.5 if not given, with top_k none; one result for each"`
	TopK       *int      `yaml:"top_k" default:"None" doc:"only the k largest of a row may be a yes"`
	ClassID    *int      `yaml:"class_id" default:"None" doc:"look at this column alone"`
	named
}

// Precision is how many of the predicted yes are right: tp / (tp + fp), and 0 if
// there are none. It takes thresholds (0.5; one or a list), top_k, class_id and
// name.
func Precision(more ...any) *Metric { return construct("Precision", more) }

func (p *chosen) metric(of func(c counts) float64) (*Metric, error) {
	m, err := newConfusion(p.Thresholds, p.TopK, p.ClassID, of)
	if err == nil {
		m.Higher = true
	}
	return m, err
}
