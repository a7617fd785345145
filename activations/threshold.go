package activations

import "github.com/layercake-go/layercake/internal/registry"

type threshold struct {
	Threshold    float64 `yaml:"threshold" required:"true" doc:"values above it stay"`
	DefaultValue float64 `yaml:"default_value" required:"true" doc:"what the others become"`
}

var _ = registry.Must(registry.Define(table, "threshold", newThreshold))

// Threshold is x above the threshold and defaultValue elsewhere, for NaN as well,
// as in Keras. It has no defaults. Numbers that are not finite are errors.
func Threshold(threshold, defaultValue float64) (*Activation, error) {
	return (&Activation{Name: "threshold"}).With(threshold, defaultValue)
}

func newThreshold(p *threshold) (*Activation, error) {
	limit, other := single(p.Threshold), single(p.DefaultValue)
	a := Activation{Formula: "threshold(x) = x if x > threshold, else default_value"}
	if other > limit { // then y does not tell whether x was kept
		a.Saves = Input
	}
	return elementwise(a, func(x float64) float64 {
		if x > limit {
			return x
		}
		return other
	}, func(saved float64) float64 {
		if saved > limit {
			return 1
		}
		return 0
	}), nil
}
