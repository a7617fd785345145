package metrics

var _ = define("BinaryAccuracy", func(p *binaryAccuracy) (*Metric, error) {
	threshold := float32(p.Threshold)
	return &Metric{Higher: true, New: averaged(share(func(p, t float32) bool {
		if p > threshold {
			return t == 1
		}
		return t == 0
	}))}, nil
})

type binaryAccuracy struct {
	Threshold float64 `yaml:"threshold" default:"0.5" doc:"a prediction above it is a 1, else a 0"`
	named
}

// BinaryAccuracy is how many answers, yes (1) or no (0), are right: a mean over
// all values of all rows. It takes threshold (0.5) and name.
func BinaryAccuracy(more ...any) *Metric { return construct("BinaryAccuracy", more) }
