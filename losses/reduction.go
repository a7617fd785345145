package losses

import (
	"slices"
	"strings"

	"github.com/layercake-go/layercake/internal/nearest"
	"github.com/layercake-go/layercake/internal/registry"
)

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
	if !slices.Contains(reductions, l.Reduction) {
		return nil, registry.Bad("reduction", "want one of %s, have %q%s",
			strings.Join(reductions, ", "), l.Reduction, nearest.Hint(l.Reduction, reductions))
	}
	if l.Width == nil {
		l.Width = same
	}
	return l, nil
}
