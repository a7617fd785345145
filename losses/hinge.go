package losses

var _ = regression("Hinge", "v = Σ max(1 − t·p, 0) / n, a target of 0 read as −1", pointwise{
	value: func(p, t float64) float64 {
		y, _ := margin(p, t)
		return y
	},
	slope: func(p, t float64) float64 {
		_, slope := margin(p, t)
		return slope
	},
})

// Hinge is 0 where a score p has the sign of its target, -1 or 1, and is at
// least 1 from the border. It takes reduction.
//
// A target of 0 is read as -1, each by itself. Keras does that only in batches
// of nothing but 0 and 1; so results differ for targets of -1, 0 and 1 together,
// and for those between 0 and 1, which mean nothing to a hinge.
func Hinge(more ...any) *Loss { return construct("Hinge", more) }

// margin is max(1 − t·p, 0) and its slope, ∂/∂p.
func margin(p, t float64) (y, slope float64) {
	if t == 0 {
		t = -1
	}
	y, slope = positive(1 - float64(t*p))
	return y, -t * slope
}
