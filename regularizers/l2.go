package regularizers

import "github.com/layercake-go/layercake/internal/registry"

type l2 struct {
	L2 float64 `yaml:"l2" default:"0.01" doc:"factor of Σw²" call:"positional"`
}

// L2 is l2·Σw², without the ½ that others put before it: it pulls weights towards
// 0 in proportion to their size. Hoerl and Kennard, "Ridge Regression", 1970.
var L2 = define("L2", func(p *l2) (*Regularizer, error) {
	r := sums(0, p.L2)
	r.Formula = "l2·Σw²"
	return r, registry.AtLeast("l2", p.L2, 0)
})
