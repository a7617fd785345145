package activations

import (
	"math"

	"github.com/layercake-go/layercake/internal/registry"
)

type squareplus struct {
	B float64 `yaml:"b" default:"4" doc:"roundness of the bend; 0 is relu"`
}

// Squareplus is a softplus without exp. Its slope is y²/(y² + b/4). Below 0 it is
// computed as b / (2·(√(x² + b) − x)), which loses no digits as Keras's does, and
// x² does not overflow. Barron, "Squareplus: A Softplus-Like Algebraic Rectifier",
// 2021.
var Squareplus = define("squareplus", func(p *squareplus) (*Activation, error) {
	b := single(p.B)
	if b < 0 {
		return nil, registry.Bad("b", "want at least 0, have %g", p.B)
	}
	return elementwise(Activation{Formula: "squareplus(x) = (x + √(x² + b)) / 2"}, func(x float64) float64 {
		root := math.Sqrt(float64(x*x) + b)
		if x < 0 {
			return b / (2 * (root - x))
		}
		return (x + root) / 2
	}, func(y float64) float64 {
		if y == 0 {
			return 0
		}
		return 1 / (1 + b/(4*y*y))
	}), nil
})
