package activations

import "github.com/layercake-go/layercake/internal/kernel"

// LogSoftmax is the logarithm of Softmax, once over the whole vector, computed
// without the detour so that no share underflows.
var LogSoftmax = define("log_softmax", func(p *lastAxis) (*Activation, error) {
	if err := p.check(permute); err != nil {
		return nil, err
	}
	return &Activation{
		Formula: "log_softmax(z)ᵢ = zᵢ − log Σⱼ exp(zⱼ)",
		Scope:   Vectorwise,
		Apply:   kernel.LogSoftmax,
		Grad:    logSoftmaxGrad,
	}, nil
})

// logSoftmaxGrad is Jᵀ·dy row by row: dxᵢ = dyᵢ − exp(yᵢ)·Σⱼ dyⱼ.
func logSoftmaxGrad(dx, dy, y, _ []float32, n int) {
	for r := 0; n > 0 && r+n <= len(y); r += n {
		total := kernel.Sum(dy[r : r+n])
		for i := r; i < r+n; i++ {
			dx[i] = float32(float64(dy[i]) - float64(kernel.Exp(float64(y[i]))*total))
		}
	}
}
