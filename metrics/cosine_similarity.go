package metrics

import "github.com/layercake-go/layercake/losses"

var _ = define("CosineSimilarity", func(p *cosine) (*Metric, error) {
	l, err := losses.Get(losses.CosineSimilarity(p.Axis))
	if err != nil {
		return nil, err
	}
	return &Metric{Higher: true, New: averaged(func(v, p, t []float32, n int) {
		l.Rows(v, p, t, n)
		for r := range v {
			v[r] = -v[r]
		}
	})}, nil
})

type cosine struct {
	Axis int `yaml:"axis" default:"-1" doc:"the axis of the vectors: -1, the last"`
	named
}

// CosineSimilarity is the mean cosine of the angle between predictions and
// targets: 1 where they point the same way. It takes axis, which must be -1, and
// name.
func CosineSimilarity(more ...any) *Metric { return construct("CosineSimilarity", more) }
