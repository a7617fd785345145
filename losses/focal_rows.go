package losses

import "github.com/layercake-go/layercake/internal/kernel"

// These are the functions of categorical_focal_crossentropy. In all gradients,
// hᵢ is pᵢ·∂v/∂pᵢ, which makes ∂v/∂zⱼ = hⱼ − pⱼ·Σ hᵢ.

func (c focal) rows(v, p, t []float32, n int) {
	for r := range v {
		row, sum := p[r*n:(r+1)*n], 0.0
		whole := kernel.Sum(row)
		for i, x := range row {
			if w := c.weight(i, t[r*n+i], n); w != 0 {
				y, _ := probability(float64(x) / whole)
				sum += c.value(w, y)
			}
		}
		v[r] = float32(sum)
	}
}

// grad is (hᵢ / yᵢ − Σ hⱼ) / Σ p, where y = p / Σ p.
func (c focal) grad(d, p, t []float32, n int) {
	for lo := 0; lo+n <= len(p); lo += n {
		row := p[lo : lo+n]
		whole := kernel.Sum(row)
		sum := c.sum(row, t[lo:lo+n], whole, c.clipped)
		for i, x := range row {
			y, g := float64(x)/whole, 0.0
			if y > 0 {
				g = c.clipped(c.weight(i, t[lo+i], n), y) / y
			}
			d[lo+i] = float32((g - sum) / whole)
		}
	}
}

func (c focal) scoreRows(v, z, t []float32, n int) {
	for r := range v {
		row, sum := z[r*n:(r+1)*n], 0.0
		top := kernel.LogSumExp(row)
		for i, x := range row {
			if w := c.weight(i, t[r*n+i], n); w != 0 {
				log := float64(x) - top // of p; and 1 − p is −expm1 of it
				sum -= float64(w * kernel.Pow(-kernel.Expm1(log), c.gamma) * log)
			}
		}
		v[r] = float32(sum)
	}
}

func (c focal) clippedScoreRows(v, z, t []float32, n int) {
	for r := range v {
		row, sum := z[r*n:(r+1)*n], 0.0
		top := kernel.LogSumExp(row)
		for i, x := range row {
			y, _ := probability(kernel.Exp(float64(x) - top))
			sum += c.value(c.weight(i, t[r*n+i], n), y)
		}
		v[r] = float32(sum)
	}
}

func (c focal) softmaxGrad(d, p, t []float32, n int)      { c.jacobian(d, p, t, n, c.slope) }
func (c focal) scoreGrad(d, z, t []float32, n int)        { c.scores(d, z, t, n, c.slope) }
func (c focal) clippedScoreGrad(d, z, t []float32, n int) { c.scores(d, z, t, n, c.clipped) }

func (c focal) scores(d, z, t []float32, n int, h func(w, p float64) float64) {
	kernel.Softmax(d, z, n)
	c.jacobian(d, d, t, n, h)
}

// jacobian sets d = ∂v/∂z from p = softmax(z).
func (c focal) jacobian(d, p, t []float32, n int, h func(w, p float64) float64) {
	for lo := 0; lo+n <= len(p); lo += n {
		row := p[lo : lo+n]
		sum := c.sum(row, t[lo:lo+n], 1, h)
		for i, x := range row {
			p := float64(x)
			d[lo+i] = float32(h(c.weight(i, t[lo+i], n), p) - float64(p*sum))
		}
	}
}

// sum is Σ hᵢ over a row of shares of a whole.
func (c focal) sum(row, t []float32, whole float64, h func(w, p float64) float64) float64 {
	sum := 0.0
	for i, x := range row {
		if w := c.weight(i, t[i], len(row)); w != 0 {
			sum += h(w, float64(x)/whole)
		}
	}
	return sum
}
