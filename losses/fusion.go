package losses

// A Fusion is a loss together with the activation before it, in one pass over
// rows of n scores z: it sets p = activation(z), v[r] to the loss of row r, and
// d = ∂v[r]/∂z. p may be z; d is nil where no gradient is wanted. It clips
// nothing, where the loss on p must; so it is exact for any z, and its gradient
// never vanishes where it should not.
//
// The activation "linear" means that the model's outputs are scores: p is z. If
// the loss is FromLogits, only that one is there.
type Fusion func(v, p, d, z, t []float32, n int)

// joined is a Fusion of separate passes: the value from z, the activation, and
// the gradient on z from p.
func joined(rows func(v, z, t []float32, n int), apply func(p, z []float32, n int), grad func(d, p, t []float32, n int)) Fusion {
	return func(v, p, d, z, t []float32, n int) {
		rows(v, z, t, n)
		apply(p, z, n)
		if d != nil {
			grad(d, p, t, n)
		}
	}
}

// ofScores is joined without an activation.
func ofScores(rows func(v, z, t []float32, n int), grad func(d, z, t []float32, n int)) Fusion {
	return joined(rows, func(_, _ []float32, _ int) {}, grad)
}
