package layers

import "github.com/layercake-go/layercake/layer"

var _ = layer.Define[GlobalMaxPooling1DSpec]("GlobalMaxPooling1D", "GlobalMaxPool1D")

// GlobalMaxPooling1D keeps the largest value of all steps, for each channel alone.
// A gradient is shared out among all that are the largest.
//
// Input (steps, channels), output (channels), or (1, channels) with keepdims; with
// data_format channels_first input (channels, steps), output (channels) or
// (channels, 1). A mask is dropped.
func GlobalMaxPooling1D(more ...any) *GlobalMaxPooling1DSpec {
	return layer.New(&GlobalMaxPooling1DSpec{}, more...)
}

// GlobalMaxPooling1DSpec configures [GlobalMaxPooling1D].
type GlobalMaxPooling1DSpec struct {
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	Keepdims     bool    `yaml:"keepdims" default:"false" doc:"keep an axis of 1 for each that is gone"`
	layer.Common `yaml:",inline"`
}

// Build sees what a channel has.
func (s *GlobalMaxPooling1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, positions, out, err := pooled(n, 1, s.DataFormat, s.Keepdims)
	if err != nil {
		return nil, err
	}
	return newGlobalMax(m, positions, out), nil
}
