package constraints

type unitNorm struct {
	Axis []int `yaml:"axis" default:"0" doc:"the axes along which a vector lies"`
}

// UnitNorm makes vectors of weights 1 long. A vector of zeros stays one.
var UnitNorm = define("UnitNorm", func(p *unitNorm) (*Constraint, error) {
	return rescale("‖w‖ = 1", p.Axis, func(float64) float64 { return 1 }), nil
})
