package layers_test

import (
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// TestSpatialErrors pins what the layers of windows and channels refuse.
func TestSpatialErrors(t *testing.T) {
	refuses(t, []refusal{
		{"Conv2D(0, 3)", shape{4, 4, 1}, "filters: want at least 1, have 0"},
		{"Conv2D(2, 3)", shape{2, 2, 1}, "kernel_size: 3×3 is larger than its input 2×2; use padding=same or a smaller one"},
		{"Conv2D(2, [2, 3], dilation_rate=2)", shape{4, 4, 1}, "kernel_size: 2×3 is larger than its input 4×4 when spread by dilation_rate 2; use padding=same or a smaller one"},
		{"Conv2D(2, 3)", shape{28, 28}, "wants an input (height, width, channels), have (None, 28, 28); put Reshape([28, 28, 1]) before it"},
		{"Conv2D(2, 3, data_format=channels_first)", shape{28, 28}, "wants an input (channels, height, width), have (None, 28, 28); put Reshape([1, 28, 28]) before it"},
		{"Conv2D(2, 3, data_format=channels)", shape{4, 4, 1}, `data_format: want channels_last or channels_first, have "channels"`},
		{"Conv2D(2, 3)", shape{784}, "wants an input (height, width, channels), have (None, 784)"},
		{"Conv2D(2, 3)", shape{0, 4, 1}, "wants an input with values, have (None, 0, 4, 1)"},
		{"Conv2D(2, [3, 3, 3])", shape{4, 4, 1}, "kernel_size: want one whole number or 2, have 3"},
		{"Conv2D(2, [])", shape{4, 4, 1}, "kernel_size: want one whole number or 2, have 0"},
		{"Conv2D(2, 0)", shape{4, 4, 1}, "kernel_size: want at least 1, have 0"},
		{"Conv2D(2, 4611686018427387904, padding=same)", shape{4, 4, 1}, "kernel_size: want at most 1073741824, have 4611686018427387904"},
		{"Conv2D(2, 1073741824, padding=same)", shape{4, 4, 1}, "its weights kernel of shape [1073741824 1073741824 1 2] are too big"},
		{"Conv2D(4611686018427387904, 3)", shape{4, 4, 1}, "its weights kernel of shape [3 3 1 4611686018427387904] are too big"},
		{"Conv2D(2, 3, strides=0)", shape{4, 4, 1}, "strides: want at least 1, have 0"},
		{"Conv2D(2, 3, dilation_rate=-1)", shape{4, 4, 1}, "dilation_rate: want at least 1, have -1"},
		{"Conv2D(2, 2, strides=2, dilation_rate=[1, 2])", shape{4, 4, 1}, "dilation_rate: want 1 where strides are above 1, as in Keras, have 1×2"},
		{"Conv2D(2, 3, padding=causal)", shape{4, 4, 1}, `padding: want valid or same, have "causal"`},
		{"Conv1D(2, 3, padding=full)", shape{4, 1}, `padding: want valid, same or causal, have "full"`},
		{"Conv1D(2, [3, 3])", shape{4, 1}, "kernel_size: want one whole number, have 2"},
		{"Conv1D(2, 3)", shape{4}, "wants an input (steps, channels), have (None, 4); put Reshape([4, 1]) before it"},
		{"Conv1D(2, 3, data_format=channels_first)", shape{4}, "wants an input (channels, steps), have (None, 4); put Reshape([1, 4]) before it"},
		{"Conv2D(4, 3, groups=2)", shape{4, 4, 3}, "groups: want a divisor of the 3 channels of the input, have 2"},
		{"Conv2D(3, 3, groups=2)", shape{4, 4, 2}, "groups: want a divisor of the 3 filters, have 2"},
		{"Conv2D(3, 3, groups=0)", shape{4, 4, 2}, "groups: want at least 1, have 0"},
		{"DepthwiseConv2D(3, depth_multiplier=0)", shape{4, 4, 2}, "depth_multiplier: want from 1 to 536870912 for 2 channels, have 0"},
		{"SeparableConv2D(0, 3)", shape{4, 4, 2}, "filters: want at least 1, have 0"},
		{"SeparableConv2D(1, 3, depth_multiplier=4611686018427387904)", shape{4, 4, 2}, "depth_multiplier: want from 1 to 536870912 for 2 channels, have 4611686018427387904"},
		{"MaxPooling2D(5)", shape{4, 4, 2}, "pool_size: 5×5 is larger than its input 4×4; use padding=same or a smaller one"},
		{"MaxPooling1D(5)", shape{4, 2}, "pool_size: 5 is larger than its input 4; use padding=same or a smaller one"},
		{"AveragePooling1D(2, 0)", shape{4, 2}, "strides: want at least 1, have 0"},
		{"GlobalMaxPooling2D", shape{4, 2}, "wants an input (height, width, channels), have (None, 4, 2); put Reshape([4, 2, 1]) before it"},
		{"ZeroPadding2D(-1)", shape{4, 4, 2}, "padding: want one number of at least 0, or [rows, columns], or [[top, bottom], [left, right]], have [[-1]]"},
		{"ZeroPadding2D([[1, 2]])", shape{4, 4, 2}, "padding: want one number of at least 0, or [rows, columns], or [[top, bottom], [left, right]], have [[1 2]]"},
		{"ZeroPadding2D(1073741824)", shape{4, 4, 2}, "its output (None, 2147483652, 2147483652, 2) is too big"},
		{"UpSampling2D(0)", shape{4, 4, 2}, "size: want at least 1, have 0"},
		{"UpSampling2D(1073741824)", shape{4, 4, 2}, "size: want at most 1048576 rows and columns to come out, have 4294967296×4294967296"},
		{"UpSampling2D(interpolation=cubic)", shape{4, 4, 2}, `interpolation: want nearest, bilinear, bicubic, lanczos3 or lanczos5, have "cubic"; did you mean "bicubic"?`},
		{"SpatialDropout1D(1.5)", shape{4, 2}, "rate: want a share from 0 to 1, have 1.5"},
		{"SpatialDropout2D(0.5)", shape{4, 2}, "wants an input (height, width, channels), have (None, 4, 2); put Reshape([4, 2, 1]) before it"},
	})
}

// A mask has a value for each vector of the last axis, which is a step only where
// the channels are last.
func TestPooledMask(t *testing.T) {
	s, err := layer.Parse("GlobalAveragePooling1D(channels_first)")
	if err != nil {
		t.Fatal(err)
	}
	_, err = layer.NewPlan(s, shape{2, 3}, true)
	if want := `layer "global_average_pooling1d" (1): data_format: want channels_last for an input with a mask, have channels_first`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
