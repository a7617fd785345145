package constraints

type maxNorm struct {
	MaxValue float64 `yaml:"max_value" default:"2" doc:"the longest a vector may be"`
	Axis     []int   `yaml:"axis" default:"0" doc:"the axes along which a vector lies"`
}

// MaxNorm shortens vectors of weights that are longer than max_value. As Keras
// does it also shortens the others, by 1e-7. Srebro and Shraibman, "Rank,
// Trace-Norm and Max-Norm", 2005.
var MaxNorm = define("MaxNorm", func(p *maxNorm) (*Constraint, error) {
	if err := limits(0, p.MaxValue); err != nil {
		return nil, err
	}
	return rescale("‖w‖ ≤ max_value", p.Axis, func(norm float64) float64 {
		return min(norm, p.MaxValue)
	}), nil
})
