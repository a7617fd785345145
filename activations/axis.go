package activations

import "github.com/layercake-go/layercake/internal/registry"

// lastAxis is the parameter of the vector-wise functions. Keras takes any axis;
// here the vector is always the last one.
type lastAxis struct {
	Axis int `yaml:"axis" default:"-1" doc:"the axis of the vector; only -1, the last"`
}

// permute is what to do instead where no layer has the axis.
const permute = "move the axis to the end with the layer Permute first"

func (p *lastAxis) check(instead string) error {
	if p.Axis != -1 {
		return registry.Bad("axis", "an activation sees the last axis, -1, have %d; %s", p.Axis, instead)
	}
	return nil
}
