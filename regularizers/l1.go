package regularizers

import "github.com/layercake-go/layercake/internal/registry"

type l1 struct {
	L1 float64 `yaml:"l1" default:"0.01" doc:"factor of Σ|w|" call:"positional"`
}

// L1 is l1·Σ|w|: it pulls weights towards 0 with the same force wherever they
// are, and so makes many exactly 0. Tibshirani, "Regression Shrinkage and
// Selection via the Lasso", 1996. At 0 its slope is, as in Keras, +l1.
var L1 = define("L1", func(p *l1) (*Regularizer, error) {
	r := sums(p.L1, 0)
	r.Formula = "l1·Σ|w|"
	return r, registry.AtLeast("l1", p.L1, 0)
})
