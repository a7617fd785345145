package metrics

import "github.com/layercake-go/layercake/internal/registry"

var _ = define("TopKCategoricalAccuracy", func(p *topK) (*Metric, error) {
	right := func(row, t []float32) bool { return amongTop(row, largest(t), p.K) }
	return p.metric(Metric{New: averaged(matches(right, same))})
})

type topK struct {
	K int `yaml:"k" default:"5" doc:"how many of the largest predictions may be right"`
	named
}

// TopKCategoricalAccuracy is how often the right class is among the k that are
// predicted most; those that are equal to the last of them are among them too.
// Targets are one-hot rows. It takes k (5) and name.
func TopKCategoricalAccuracy(more ...any) *Metric {
	return construct("TopKCategoricalAccuracy", more)
}

func (p *topK) metric(m Metric) (*Metric, error) {
	if p.K < 1 {
		return nil, registry.Bad("k", "want at least 1, have %d", p.K)
	}
	m.Higher = true
	return &m, nil
}

// amongTop reports whether fewer than k of the row are larger than number i.
func amongTop(row []float32, i, k int) bool {
	larger := 0
	for _, v := range row {
		if v > row[i] || row[i] != row[i] {
			larger++
		}
	}
	return larger < k
}
