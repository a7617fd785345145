package onnx_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// window is the options of a window over so many axes, and a sample of the given
// channels that it fits in.
func window(r *rand.Rand, axes, channels int, spreads bool, paddings ...string) (options string, in []int) {
	padding, format := pick(r, paddings...), pick(r, "None", "channels_last", "channels_first")
	for range axes {
		in = append(in, 5+r.IntN(5))
	}
	if in = append(in, channels); format == "channels_first" {
		in = append([]int{channels}, in[:axes]...)
	}
	strides, dilation := 1+r.IntN(3), 1
	if spreads && r.IntN(3) == 0 {
		strides, dilation = 1, 2
	}
	options = fmt.Sprintf("strides=%d, padding=%s, data_format=%s", strides, padding, format)
	if spreads {
		options += fmt.Sprintf(", dilation_rate=%d", dilation)
	}
	return options, in
}

// sizes is one size of a window, or one for each axis.
func sizes(r *rand.Rand, axes int) string {
	if axes == 1 || r.IntN(2) == 0 {
		return fmt.Sprint(1 + r.IntN(3))
	}
	return list([]int{1 + r.IntN(3), 1 + r.IntN(3)})
}

// conv is a layer of convolution with filters of its own.
func conv(name string, axes int, paddings ...string) subject {
	return subject{name, func(r *rand.Rand) (string, []int) {
		groups := 1 + r.IntN(2)
		options, in := window(r, axes, groups*(1+r.IntN(3)), true, paddings...)
		return fmt.Sprintf("%s(%d, %s, %s, groups=%d, use_bias=%v, %s)", name, groups*(1+r.IntN(3)), sizes(r, axes), pick(r, "None", "relu", "softmax"), groups, r.IntN(3) > 0, options), in
	}}
}

// pool is a layer of windows without weights.
func pool(name string, axes int) subject {
	return subject{name, func(r *rand.Rand) (string, []int) {
		options, in := window(r, axes, size(r), false, "valid", "same")
		if r.IntN(3) == 0 {
			options = "padding" + strings.SplitN(options, "padding", 2)[1] // the strides are the window's size
		}
		return fmt.Sprintf("%s(%s, %s)", name, sizes(r, axes), options), in
	}}
}

func overall(name string, axes int) subject {
	return subject{name, func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("%s(data_format=%s, keepdims=%v)", name, pick(r, "None", "channels_first"), r.IntN(2) == 0), shape(r, axes+1, axes+1)
	}}
}

var imageSubjects = []subject{
	conv("Conv1D", 1, "valid", "same", "causal"),
	conv("Conv2D", 2, "valid", "same"),
	{"DepthwiseConv2D", func(r *rand.Rand) (string, []int) {
		options, in := window(r, 2, size(r), true, "valid", "same")
		return fmt.Sprintf("DepthwiseConv2D(%s, %s, depth_multiplier=%d, use_bias=%v, %s)", sizes(r, 2), pick(r, "None", "relu"), 1+r.IntN(3), r.IntN(3) > 0, options), in
	}},
	{"SeparableConv2D", func(r *rand.Rand) (string, []int) {
		options, in := window(r, 2, size(r), true, "valid", "same")
		return fmt.Sprintf("SeparableConv2D(%d, %s, %s, depth_multiplier=%d, use_bias=%v, %s)", size(r), sizes(r, 2), pick(r, "None", "tanh"), 1+r.IntN(3), r.IntN(3) > 0, options), in
	}},
	pool("AveragePooling1D", 1),
	pool("AveragePooling2D", 2),
	pool("MaxPooling1D", 1),
	pool("MaxPooling2D", 2),
	overall("GlobalAveragePooling1D", 1),
	overall("GlobalAveragePooling2D", 2),
	overall("GlobalMaxPooling1D", 1),
	overall("GlobalMaxPooling2D", 2),
	{"SpatialDropout1D", func(r *rand.Rand) (string, []int) { return "SpatialDropout1D(0.4)", shape(r, 2, 2) }},
	{"SpatialDropout2D", func(r *rand.Rand) (string, []int) { return "SpatialDropout2D(0.4)", shape(r, 3, 3) }},
	{"UpSampling2D", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("UpSampling2D(%s, %s, %s)", sizes(r, 2), pick(r, "None", "channels_first"), pick(r, "nearest", "bilinear", "bicubic")), shape(r, 3, 3)
	}},
	{"ZeroPadding2D", func(r *rand.Rand) (string, []int) {
		return fmt.Sprintf("ZeroPadding2D(%s, data_format=%s)", pick(r, "1", "[1, 2]", "[[1, 0], [0, 2]]", "0"), pick(r, "None", "channels_first")), shape(r, 3, 3)
	}},
}
