package metrics

var (
	_ = count("TruePositives", true, func(c counts) float64 { return c.tp })
	_ = count("TrueNegatives", true, func(c counts) float64 { return c.tn })
	_ = count("FalsePositives", false, func(c counts) float64 { return c.fp })
	_ = count("FalseNegatives", false, func(c counts) float64 { return c.fn })
)

type countAt struct {
	Thresholds []float64 `yaml:"thresholds" default:"None" doc:"a prediction above it is a yes; 0.5 if not given; one result for each"`
	named
}

func count(name string, higher bool, of func(c counts) float64) struct{} {
	return define(name, func(p *countAt) (*Metric, error) {
		m, err := newConfusion(p.Thresholds, nil, nil, of)
		if err == nil {
			m.Higher = higher
		}
		return m, err
	})
}

// TruePositives is how many predictions are above the threshold, and rightly so:
// their targets are not 0. It takes thresholds (0.5; one or a list) and name.
func TruePositives(more ...any) *Metric { return construct("TruePositives", more) }

// TrueNegatives is how many predictions are not above the threshold, and rightly
// so. It takes thresholds (0.5; one or a list) and name.
func TrueNegatives(more ...any) *Metric { return construct("TrueNegatives", more) }

// FalsePositives is how many predictions are above the threshold, and wrongly so:
// their targets are 0. It takes thresholds (0.5; one or a list) and name.
func FalsePositives(more ...any) *Metric { return construct("FalsePositives", more) }

// FalseNegatives is how many predictions are not above the threshold, and wrongly
// so. It takes thresholds (0.5; one or a list) and name.
func FalseNegatives(more ...any) *Metric { return construct("FalseNegatives", more) }
