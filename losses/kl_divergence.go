package losses

import "github.com/layercake-go/layercake/internal/kernel"

var _ = define("KLDivergence", func(p *plain) (*Loss, error) {
	return p.reduced(&Loss{
		Formula: "v = Σ t·log(t / p), both held within 1e-7 and 1",
		Link:    "softmax",
		Rows:    klRows,
		Grad:    klGrad,
		Fused:   map[string]Fusion{"softmax": joined(klScoreRows, kernel.Softmax, klSoftmaxGrad)},
	})
}, "kld")

// KLDivergence is the Kullback-Leibler divergence of the shares p from the
// shares t: what it costs to take p for t. Targets are rows that add up to 1. It
// takes reduction.
func KLDivergence(more ...any) *Loss { return construct("KLDivergence", more) }

func share(x float32) (y, slope float64) { return clip(float64(x), epsilon, 1) }

func klRows(v, p, t []float32, n int) {
	for r := range v {
		sum := 0.0
		for i := r * n; i < (r+1)*n; i++ {
			w, _ := share(t[i])
			y, _ := share(p[i])
			sum += float64(w * kernel.Log(w/y))
		}
		v[r] = float32(sum)
	}
}

func klGrad(d, p, t []float32, _ int) {
	for i, x := range p {
		w, _ := share(t[i])
		y, slope := share(x)
		d[i] = float32(-w / y * slope)
	}
}

func klScoreRows(v, z, t []float32, n int) {
	for r := range v {
		row, sum := z[r*n:(r+1)*n], 0.0
		top := kernel.LogSumExp(row)
		for i, x := range row {
			w, _ := share(t[r*n+i])
			sum += float64(w * (kernel.Log(w) + (top - float64(x))))
		}
		v[r] = float32(sum)
	}
}

func klSoftmaxGrad(d, p, t []float32, n int) {
	for lo := 0; lo+n <= len(p); lo += n {
		whole := 0.0
		for _, x := range t[lo : lo+n] {
			w, _ := share(x)
			whole += w
		}
		for i, x := range p[lo : lo+n] {
			w, _ := share(t[lo+i])
			d[lo+i] = float32(float64(float64(x)*whole) - w)
		}
	}
}
