package layers

import "github.com/layercake-go/layercake/layer"

var _ = layer.Define[MaxPooling1DSpec]("MaxPooling1D", "MaxPool1D")

// MaxPooling1D keeps the largest value of every window of pool_size steps, for
// each channel alone. The windows stand side by side unless strides says
// otherwise.
//
// A gradient goes to the largest value, to the first of several. Where padding is
// "same", windows may reach beyond the edge; what is not there does not count.
//
// Input (steps, channels), output (new steps, channels); with data_format
// channels_first (channels, steps) and (channels, new steps). A mask is dropped.
func MaxPooling1D(more ...any) *MaxPooling1DSpec { return layer.New(&MaxPooling1DSpec{}, more...) }

// MaxPooling1DSpec configures [MaxPooling1D].
type MaxPooling1DSpec struct {
	PoolSize     []int   `yaml:"pool_size" default:"2" call:"positional" doc:"size of the window"`
	Strides      []int   `yaml:"strides" default:"None" doc:"how far the window moves; None: as far as it is wide"`
	Padding      string  `yaml:"padding" default:"valid" doc:"valid, or same: the last windows may reach beyond the edge"`
	DataFormat   *string `yaml:"data_format" default:"None" doc:"channels_last, or channels_first"`
	layer.Common `yaml:",inline"`
}

// Build lays the windows over the input.
func (s *MaxPooling1DSpec) Build(n *layer.Node) (layer.Layer, error) {
	m, w, err := pool(n, 1, s.PoolSize, s.Strides, s.Padding, s.DataFormat)
	if err != nil {
		return nil, err
	}
	return newMaxPool(m, w), nil
}
