package losses

// pointwise is a loss that is the mean, over a row, of a function of one
// prediction and its target.
type pointwise struct {
	value func(p, t float64) float64
	slope func(p, t float64) float64 // ∂value/∂p
}

// regression adds a pointwise loss without parameters of its own.
func regression(name, formula string, f pointwise, aliases ...string) struct{} {
	return define(name, func(p *plain) (*Loss, error) {
		return p.reduced(&Loss{Formula: formula, Rows: f.rows, Grad: f.grad})
	}, aliases...)
}

func (f pointwise) rows(v, p, t []float32, n int) {
	for r := range v {
		sum := 0.0
		for i := r * n; i < (r+1)*n; i++ {
			sum += f.value(float64(p[i]), float64(t[i]))
		}
		v[r] = float32(sum / float64(n))
	}
}

func (f pointwise) grad(d, p, t []float32, n int) {
	for i, x := range p {
		d[i] = float32(f.slope(float64(x), float64(t[i])) / float64(n))
	}
}
