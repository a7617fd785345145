package losses

var _ = define("CategoricalHinge", func(p *plain) (*Loss, error) {
	return p.reduced(&Loss{
		Formula: "v = max(1 + maxᵢ (1 − tᵢ)·pᵢ − Σ tᵢ·pᵢ, 0)",
		Rows:    categoricalHingeRows,
		Grad:    categoricalHingeGrad,
	})
})

// CategoricalHinge is 0 where the score of the right class is above all others,
// and above 0, by at least 1. Targets are one-hot. It takes reduction.
func CategoricalHinge(more ...any) *Loss { return construct("CategoricalHinge", more) }

func categoricalHingeRows(v, p, t []float32, n int) {
	for r := range v {
		right, wrong, _ := scores(p[r*n:(r+1)*n], t[r*n:(r+1)*n])
		y, _ := positive(wrong - right + 1)
		v[r] = float32(y)
	}
}

// categoricalHingeGrad shares the slope of the maximum among all that reach it.
func categoricalHingeGrad(d, p, t []float32, n int) {
	for lo := 0; lo+n <= len(p); lo += n {
		row, want := p[lo:lo+n], t[lo:lo+n]
		right, wrong, ties := scores(row, want)
		_, slope := positive(wrong - right + 1)
		for i, x := range row {
			w := float64(want[i])
			g := -w
			if other(x, want[i]) == wrong {
				g += (1 - w) / ties
			}
			d[lo+i] = float32(g * slope)
		}
	}
}

// scores are the score of the right class and the best of the others, with the
// number of those that reach it.
func scores(p, t []float32) (right, wrong, ties float64) {
	for i, x := range p {
		right += float64(float64(t[i]) * float64(x))
		switch y := other(x, t[i]); {
		case i == 0 || y > wrong:
			wrong, ties = y, 1
		case y == wrong:
			ties++
		}
	}
	return right, wrong, ties
}

func other(p, t float32) float64 { return float64((1 - float64(t)) * float64(p)) }
