package layers

import (
	"github.com/layercake-go/layercake/internal/registry"
	"github.com/layercake-go/layercake/layer"
)

var _ = layer.Define[GlobalAveragePooling1DSpec]("GlobalAveragePooling1D", "GlobalAvgPool1D")

// GlobalAveragePooling1D keeps the mean of all steps, for each channel alone.
// Steps that are masked do not count; a sequence without any step gives zeros.
//
// Input (steps, channels), output (channels), or (1, channels) with keepdims; with
// data_format channels_first input (channels, steps), output (channels) or
// (channels, 1).
func GlobalAveragePooling1D(more ...any) *GlobalAveragePooling1DSpec {
	return layer.New(&GlobalAveragePooling1DSpec{}, more...)
}

// GlobalAveragePooling1DSpec configures [GlobalAveragePooling1D].
type GlobalAveragePooling1DSpec struct {
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	Keepdims     bool    `yaml:"keepdims" default:"false" doc:"keep an axis of 1 for each that is gone"`
	layer.Common `yaml:",inline"`
}

// Build sees what a channel has.
func (s *GlobalAveragePooling1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, positions, out, err := pooled(n, 1, s.DataFormat, s.Keepdims)
	if err != nil {
		return nil, err
	}
	if n.Masked && m.first {
		return nil, registry.Bad("data_format", "want channels_last for an input with a mask, have channels_first")
	}
	return newGlobalAverage(m, positions, out, n.Masked), nil
}
