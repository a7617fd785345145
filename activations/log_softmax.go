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
		Grad:    func(dx, dy, y, _ []float32, n int) { kernel.LogSoftmaxGrad(dx, dy, y, n) },
	}, nil
})
