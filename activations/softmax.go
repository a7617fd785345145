package activations

import (
	"fmt"

	"github.com/layercake-go/layercake/internal/kernel"
)

// Softmax turns a vector of sums into shares of one whole. It is not applied to
// a node: the nodes of a softmax layer only add, z = x·W + b. Their sums form
// one vector, and softmax is applied once, to that whole vector:
//
//	softmax(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)
//
// Every exp(z) is divided by the same total of all of them, so none is below 0
// and together they are 1. On one node alone it would give exp(z)/exp(z) = 1,
// whatever z is. On inputs with more axes the vector is the last axis, once for
// each position. Bridle, 1990.
//
// Raising one z raises its own share and lowers all the others; so the Jacobian
// is full, where that of relu is diagonal:
//
//	∂pᵢ/∂zⱼ = pᵢ·(1 − pᵢ) if i = j, else −pᵢ·pⱼ
//
// Its largest z is taken from every z first: the shares stay the same, and no
// exp can overflow.
var Softmax = define("softmax", func(p *lastAxis) (*Activation, error) {
	if err := p.check(fmt.Sprintf("use the layer Softmax(axis=%d)", p.Axis)); err != nil {
		return nil, err
	}
	return &Activation{
		Formula: "softmax(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)",
		Scope:   Vectorwise,
		Simplex: true,
		Apply:   kernel.Softmax,
		Grad:    func(dx, dy, y, _ []float32, n int) { kernel.SoftmaxGrad(dx, dy, y, n) },
	}, nil
})
