package metrics

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/losses"
)

var _ = define("MeanMetricWrapper", func(p *wrapper) (*Metric, error) {
	l, err := losses.Get(p.Fn)
	if err != nil {
		return nil, err
	}
	return meanOf(l), nil
})

type wrapper struct {
	Fn *losses.Loss `yaml:"fn" required:"true" doc:"the loss to take the mean of"`
	named
}

// MeanMetricWrapper is the mean of any loss: MeanMetricWrapper("huber"), or a
// *losses.Loss. It takes fn and name.
func MeanMetricWrapper(more ...any) *Metric { return construct("MeanMetricWrapper", more) }

// A loss among metrics stands for its mean, under its own name.
var _ = func() struct{} {
	table.Literal(func(v any) (*Metric, bool, error) {
		l, ok := v.(*losses.Loss)
		if !ok {
			return nil, false, nil
		}
		if err := l.Err(); err != nil {
			return nil, true, err
		}
		m := MeanMetricWrapper(l, call.Arg{Name: "name", Value: l.Name})
		return m, true, m.Err()
	})
	return struct{}{}
}()
