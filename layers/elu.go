package layers

import (
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[ELUSpec]("ELU")

// ELU bends each value below 0 smoothly towards −alpha: y = x if x > 0, else
// alpha·(exp(x) − 1).
//
// Input and output (…). Clevert and others, "Fast and Accurate Deep Network
// Learning by Exponential Linear Units", 2015.
func ELU(more ...any) *ELUSpec { return layer.New(&ELUSpec{}, more...) }

// ELUSpec configures [ELU].
type ELUSpec struct {
	Alpha        float64 `yaml:"alpha" default:"1.0" call:"positional" doc:"−alpha is the limit below"`
	layer.Common `yaml:",inline"`
}

// Build leaves the work to the node's activation.
func (s *ELUSpec) Build(n *layer.Node) (layer.Layer, error) {
	return activate(n, "elu", call.Arg{Name: "alpha", Value: s.Alpha})
}
