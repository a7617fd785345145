package layers

import "github.com/layercake-go/layercake/layer"

var _ = layer.Define[AveragePooling1DSpec]("AveragePooling1D", "AvgPool1D")

// AveragePooling1D keeps the mean of every window of pool_size steps, for each
// channel alone. The windows stand side by side unless strides says otherwise.
//
// Where padding is "same", windows may reach beyond the edge; what is not there
// does not count, neither in the sum nor in the number.
//
// Input (steps, channels), output (new steps, channels); with data_format
// channels_first (channels, steps) and (channels, new steps). A mask is dropped.
func AveragePooling1D(poolSize any, more ...any) *AveragePooling1DSpec {
	return layer.New(&AveragePooling1DSpec{}, append([]any{poolSize}, more...)...)
}

// AveragePooling1DSpec configures [AveragePooling1D].
type AveragePooling1DSpec struct {
	PoolSize     []int   `yaml:"pool_size" required:"true" doc:"size of the window"`
	Strides      []int   `yaml:"strides" default:"None" doc:"how far the window moves; None: as far as it is wide"`
	Padding      string  `yaml:"padding" default:"valid" doc:"valid, or same: the last windows may reach beyond the edge"`
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	layer.Common `yaml:",inline"`
}

// Build lays the windows over the input.
func (s *AveragePooling1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, w, err := pool(n, 1, s.PoolSize, s.Strides, s.Padding, s.DataFormat)
	if err != nil {
		return nil, err
	}
	return newAveragePool(m, w), nil
}
