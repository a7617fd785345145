package losses

import "github.com/layercake-go/layercake/internal/registry"

const standard = "sum_over_batch_size"

var reductions = []string{standard, "mean", "mean_with_sample_weight", "sum", "none"}

// plain has the parameter of every loss.
type plain struct {
	Reduction *string `yaml:"reduction" default:"sum_over_batch_size" doc:"how a batch of losses becomes one number"`
}

// reduced is a built loss with its reduction; None is none.
func (p plain) reduced(l *Loss) (*Loss, error) {
	l.Reduction = "none"
	if p.Reduction != nil {
		l.Reduction = *p.Reduction
	}
	if err := registry.OneOf("reduction", l.Reduction, reductions); err != nil {
		return nil, err
	}
	if l.Width == nil {
		l.Width = same
	}
	return l, nil
}
