package configs

import (
	"errors"
	"fmt"
	"math"

	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/internal/snapshot"
	"github.com/layercake-go/layercake/layer"
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/optim"
	"github.com/layercake-go/layercake/sequential"
)

// FromModel is the Spec of a model, loaded or built in Go: its layers, by the
// names that they have in it, what it was compiled with, its seed and classes.
// How it is trained, and on what, a model does not know. The model must be
// built. What has no name, an activation that is not registered, is an error.
func FromModel(m *sequential.Model) (*Spec, error) {
	from, err := m.Describe()
	if err != nil {
		return nil, err
	}
	if from.Seed > math.MaxInt {
		return nil, fmt.Errorf("the seed %d is too large for a file; at most %d is", from.Seed, math.MaxInt)
	}
	s := &Spec{}
	if err := registry.Fill(&s.Fit, nil); err != nil {
		return nil, err
	}
	s.Version, s.Name, s.Seed = Version, from.Name, int(from.Seed)
	s.Input, s.Classes = append([]int{}, from.Input...), from.Classes
	for _, text := range from.Layers {
		l, err := layer.Parse(text)
		if err != nil {
			return nil, err
		}
		s.Layers = append(s.Layers, l)
	}
	if from.Compile != nil {
		s.Compile, err = fromCompile(from.Compile)
	}
	return s, err
}

func fromCompile(from *snapshot.Compile) (*Compile, error) {
	o, err := optim.Get(from.Optimizer)
	l, err2 := losses.Get(from.Loss)
	c := &Compile{Optimizer: o, Loss: l, Allow: from.Allow}
	for _, text := range from.Metrics {
		c.Metrics = append(c.Metrics, Metric(text))
	}
	for _, text := range from.Weighted {
		c.WeightedMetrics = append(c.WeightedMetrics, Metric(text))
	}
	return c, errors.Join(err, err2)
}
