package regularizers

import (
	"errors"
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
	"github.com/layercake-go/layercake/internal/registry"
)

type l1l2 struct {
	L1 float64 `yaml:"l1" default:"0.0" doc:"factor of Σ|w|"`
	L2 float64 `yaml:"l2" default:"0.0" doc:"factor of Σw²"`
}

// L1L2 is l1·Σ|w| + l2·Σw². As in Keras, both are 0 unless given. Zou and Hastie,
// "Regularization and Variable Selection via the Elastic Net", 2005.
var L1L2 = define("L1L2", func(p *l1l2) (*Regularizer, error) {
	r := sums(p.L1, p.L2)
	r.Formula = "l1·Σ|w| + l2·Σw²"
	return r, errors.Join(registry.AtLeast("l1", p.L1, 0), registry.AtLeast("l2", p.L2, 0))
})

// sums is l1·Σ|w| + l2·Σw².
func sums(l1, l2 float64) *Regularizer {
	return &Regularizer{
		Value: func(w []float32, _ []int) (v float64) {
			if l1 != 0 {
				v = float64(l1 * sumAbs(w))
			}
			if l2 != 0 {
				v += float64(l2 * kernel.SumSquares(w))
			}
			return v
		},
		Grad: func(d, w []float32, _ []int, c float32) {
			side, slope := float32(l1)*c, float32(2*l2)*c
			for i, v := range w {
				g := side
				if v < 0 {
					g = -side
				}
				d[i] += g + float32(slope*v)
			}
		},
	}
}

// sumAbs is Σ|w| in float64. Four sums at once keep the processor busy.
func sumAbs(w []float32) float64 {
	var s [4]float64
	for i, v := range w {
		s[i%4] += math.Abs(float64(v))
	}
	return (s[0] + s[1]) + (s[2] + s[3])
}
