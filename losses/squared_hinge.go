package losses

var _ = regression("SquaredHinge", "v = Σ max(1 − t·p, 0)² / n, a target of 0 read as −1", pointwise{
	value: func(p, t float64) float64 {
		y, _ := margin(p, t)
		return float64(y * y)
	},
	slope: func(p, t float64) float64 {
		y, slope := margin(p, t)
		return 2 * y * slope
	},
})

// SquaredHinge is Hinge with its values squared: smooth at the margin. It takes
// reduction.
func SquaredHinge(more ...any) *Loss { return construct("SquaredHinge", more) }
