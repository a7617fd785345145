package layers_test

import "github.com/layercake-go/layercake/internal/layertest"

var _ = conform(
	layertest.Case{Spec: "Conv1D(3, 2)", In: shape{5, 2}, Out: shape{4, 3}, Weights: 15},
	layertest.Case{Spec: "Conv1D(3, 3, silu, padding=causal, dilation_rate=2)", In: shape{6, 2}, Out: shape{6, 3}, Weights: 21, Masked: true},
	layertest.Case{Spec: "Conv1D(4, 3, softmax, 2, same, groups=2, use_bias=false)", In: shape{7, 4}, Out: shape{4, 4}, Weights: 24},
	layertest.Case{Spec: "Conv1D(3, 2, strides=2)", In: shape{6, 4}, Out: shape{3, 3}, Weights: 27},
	layertest.Case{Spec: "Conv1D(2, 3, data_format=channels_first)", In: shape{2, 5}, Out: shape{2, 3}, Weights: 14},
	layertest.Case{Spec: "Conv1D(2, 40, tanh, padding=same)", In: shape{50, 3}, Out: shape{50, 2}, Weights: 242},

	layertest.Case{Spec: "Conv2D(3, 3)", In: shape{4, 5, 1}, Out: shape{2, 3, 3}, Weights: 30},
	layertest.Case{Spec: "Conv2D(3, 1, tanh)", In: shape{3, 2, 2}, Out: shape{3, 2, 3}, Weights: 9},
	layertest.Case{Spec: "Conv2D(2, [3, 2])", In: shape{3, 2, 4}, Out: shape{1, 1, 2}, Weights: 50},
	layertest.Case{Spec: "Conv2D(3, [3, 2], softmax, padding=same, kernel_regularizer=l2(0.1))", In: shape{3, 4, 2}, Out: shape{3, 4, 3}, Weights: 39},
	layertest.Case{Spec: "Conv2D(2, 4, strides=3, padding=same, use_bias=false)", In: shape{5, 5, 2}, Out: shape{2, 2, 2}, Weights: 64},
	layertest.Case{Spec: "Conv2D(4, 2, dilation_rate=[2, 1], groups=2, activity_regularizer=l2(0.1))", In: shape{4, 3, 2}, Out: shape{2, 2, 4}, Weights: 20},
	layertest.Case{Spec: "Conv2D(2, 2, silu, data_format=channels_first)", In: shape{2, 3, 4}, Out: shape{2, 2, 3}, Weights: 18},
	layertest.Case{Spec: "Conv2D(3, 3, padding=same)", In: shape{9, 9, 12}, Out: shape{9, 9, 3}, Weights: 327},
	layertest.Case{Spec: "Conv2D(2, 2, padding=same, dilation_rate=5)", In: shape{3, 3, 2}, Out: shape{3, 3, 2}, Weights: 18},
	layertest.Case{Spec: "Conv2D(2, 7, padding=same)", In: shape{2, 3, 2}, Out: shape{2, 3, 2}, Weights: 198},
	layertest.Case{Spec: "Conv2D(4, 9, padding=same)", In: shape{20, 12, 6}, Out: shape{20, 12, 4}, Weights: 1948},

	layertest.Case{Spec: "DepthwiseConv2D(3)", In: shape{4, 5, 2}, Out: shape{2, 3, 2}, Weights: 20},
	layertest.Case{Spec: "DepthwiseConv2D([2, 3], tanh, padding=same, depth_multiplier=2)", In: shape{3, 4, 2}, Out: shape{3, 4, 4}, Weights: 28},
	layertest.Case{Spec: "DepthwiseConv2D(3, strides=2, padding=same, use_bias=false, depthwise_regularizer=l2(0.1))", In: shape{4, 5, 3}, Out: shape{2, 3, 3}, Weights: 27},
	layertest.Case{Spec: "DepthwiseConv2D(2, dilation_rate=2, data_format=channels_first)", In: shape{2, 4, 3}, Out: shape{2, 2, 1}, Weights: 10},
	layertest.Case{Spec: "DepthwiseConv2D(7, padding=same)", In: shape{2, 3, 2}, Out: shape{2, 3, 2}, Weights: 100},
	layertest.Case{Spec: "SeparableConv2D(3, 2)", In: shape{3, 4, 2}, Out: shape{2, 3, 3}, Weights: 17},
	layertest.Case{Spec: "SeparableConv2D(3, 3, silu, 2, same, depth_multiplier=2, use_bias=false)", In: shape{4, 5, 2}, Out: shape{2, 3, 3}, Weights: 48},
	layertest.Case{Spec: "SeparableConv2D(2, 2, softmax, data_format=channels_first)", In: shape{3, 3, 2}, Out: shape{2, 2, 1}, Weights: 20},
)

var _ = conform(
	layertest.Case{Spec: "MaxPooling1D", In: shape{5, 3}, Out: shape{2, 3}},
	layertest.Case{Spec: "MaxPooling1D(3, 1, same)", In: shape{5, 2}, Out: shape{5, 2}, Masked: true},
	layertest.Case{Spec: "MaxPooling2D", In: shape{4, 5, 3}, Out: shape{2, 2, 3}},
	layertest.Case{Spec: "MaxPooling2D([3, 2], [2, 1], same)", In: shape{5, 3, 2}, Out: shape{3, 3, 2}},
	layertest.Case{Spec: "MaxPooling2D(data_format=channels_first)", In: shape{2, 4, 4}, Out: shape{2, 2, 2}},
	layertest.Case{Spec: "MaxPooling2D(1073741824, padding=same)", In: shape{2, 3, 2}, Out: shape{1, 1, 2}},
	layertest.Case{Spec: "AveragePooling1D(2)", In: shape{5, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "AveragePooling1D(3, 2, same)", In: shape{6, 9}, Out: shape{3, 9}},
	layertest.Case{Spec: "AveragePooling2D(2)", In: shape{4, 5, 3}, Out: shape{2, 2, 3}},
	layertest.Case{Spec: "AveragePooling2D([3, 2], 1, same)", In: shape{3, 3, 2}, Out: shape{3, 3, 2}},
	layertest.Case{Spec: "AveragePooling2D(2, data_format=channels_first)", In: shape{2, 4, 4}, Out: shape{2, 2, 2}},
	layertest.Case{Spec: "GlobalMaxPooling1D", In: shape{4, 3}, Out: shape{3}, Masked: true},
	layertest.Case{Spec: "GlobalMaxPooling1D(channels_first, true)", In: shape{3, 4}, Out: shape{3, 1}},
	layertest.Case{Spec: "GlobalMaxPooling2D", In: shape{2, 3, 4}, Out: shape{4}},
	layertest.Case{Spec: "GlobalMaxPooling2D(keepdims=true)", In: shape{2, 3, 4}, Out: shape{1, 1, 4}},
	layertest.Case{Spec: "GlobalMaxPooling2D(channels_first)", In: shape{2, 3, 4}, Out: shape{2}},
	layertest.Case{Spec: "GlobalAveragePooling1D", In: shape{4, 3}, Out: shape{3}, Masked: true},
	layertest.Case{Spec: "GlobalAveragePooling1D(keepdims=true)", In: shape{4, 3}, Out: shape{1, 3}},
	layertest.Case{Spec: "GlobalAveragePooling1D(channels_first)", In: shape{3, 4}, Out: shape{3}},
	layertest.Case{Spec: "GlobalAveragePooling2D", In: shape{2, 3, 4}, Out: shape{4}},
	layertest.Case{Spec: "GlobalAveragePooling2D(channels_first, true)", In: shape{2, 3, 4}, Out: shape{2, 1, 1}},
)

var _ = conform(
	layertest.Case{Spec: "ZeroPadding2D", In: shape{2, 3, 2}, Out: shape{4, 5, 2}},
	layertest.Case{Spec: "ZeroPadding2D([[1, 0], [0, 2]])", In: shape{2, 3, 2}, Out: shape{3, 5, 2}},
	layertest.Case{Spec: "ZeroPadding2D([0, 1], channels_first)", In: shape{2, 3, 2}, Out: shape{2, 3, 4}},
	layertest.Case{Spec: "UpSampling2D", In: shape{2, 3, 2}, Out: shape{4, 6, 2}},
	layertest.Case{Spec: "UpSampling2D([1, 3], interpolation=bilinear)", In: shape{2, 3, 2}, Out: shape{2, 9, 2}},
	layertest.Case{Spec: "UpSampling2D(2, channels_first, bicubic)", In: shape{2, 3, 2}, Out: shape{2, 6, 4}},
	layertest.Case{Spec: "UpSampling2D(interpolation=lanczos3)", In: shape{3, 3, 1}, Out: shape{6, 6, 1}},
	layertest.Case{Spec: "SpatialDropout1D(0.4)", In: shape{4, 3}, Out: shape{4, 3}, Masked: true},
	layertest.Case{Spec: "SpatialDropout2D(0.4, seed=3)", In: shape{3, 2, 4}, Out: shape{3, 2, 4}},
	layertest.Case{Spec: "SpatialDropout2D(0.4, channels_first)", In: shape{3, 2, 4}, Out: shape{3, 2, 4}},
	layertest.Case{Spec: "SpatialDropout2D(1)", In: shape{2, 2, 2}, Out: shape{2, 2, 2}},
)
