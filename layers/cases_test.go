package layers_test

import (
	"testing"

	"github.com/layercake-go/layercake/internal/layertest"
	"github.com/layercake-go/layercake/layer"
	. "github.com/layercake-go/layercake/layers"
)

// cases is what TestConformance runs. Each layer's files add their own.
var cases []layertest.Case

func conform(list ...layertest.Case) bool {
	cases = append(cases, list...)
	return true
}

type shape = layer.Shape

var _ = conform(
	layertest.Case{Spec: Input(2, 3), In: shape{2, 3}, Out: shape{2, 3}},
	layertest.Case{Spec: Input(2, 3), In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "Identity", In: shape{3}, Out: shape{3}},

	layertest.Case{Spec: "Dense(3)", In: shape{4}, Out: shape{3}, Weights: 15},
	layertest.Case{Spec: "Dense(3, relu)", In: shape{4}, Out: shape{3}, Weights: 15},
	layertest.Case{Spec: "Dense(3, softmax, use_bias=false)", In: shape{4}, Out: shape{3}, Weights: 12},
	layertest.Case{Spec: "Dense(3, silu, kernel_regularizer=l2(0.1), bias_regularizer=l1)", In: shape{2, 4}, Out: shape{2, 3}, Weights: 15, Masked: true},
	layertest.Case{Spec: "Dense(3, tanh, activity_regularizer=l2(0.1))", In: shape{4}, Out: shape{3}, Weights: 15},

	layertest.Case{Spec: "Activation(silu)", In: shape{4}, Out: shape{4}},
	layertest.Case{Spec: "Activation(softmax)", In: shape{2, 4}, Out: shape{2, 4}, Masked: true},
	layertest.Case{Spec: "Softmax", In: shape{4}, Out: shape{4}},
	layertest.Case{Spec: "Softmax", In: shape{}.WithLast(3), Out: shape{3}},
	layertest.Case{Spec: "Softmax(1)", In: shape{3, 2}, Out: shape{3, 2}},
	layertest.Case{Spec: "Softmax([-2, -1])", In: shape{3, 2}, Out: shape{3, 2}, Masked: true},
	layertest.Case{Spec: "Softmax([3, 1])", In: shape{2, 3, 4}, Out: shape{2, 3, 4}},
	layertest.Case{Spec: "ReLU", In: shape{5}, Out: shape{5}},
	layertest.Case{Spec: "ReLU(6, 0.1, 0.3)", In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "LeakyReLU", In: shape{5}, Out: shape{5}},
	layertest.Case{Spec: "ELU(0.5)", In: shape{5}, Out: shape{5}},
	layertest.Case{Spec: "PReLU", In: shape{5}, Out: shape{5}, Weights: 5},
	layertest.Case{Spec: "PReLU(random_normal, l2(0.1), shared_axes=[1, 3])", In: shape{2, 3, 2}, Out: shape{2, 3, 2}, Weights: 3},
	layertest.Case{Spec: "PReLU(shared_axes=1)", In: shape{3, 2}, Out: shape{3, 2}, Weights: 2, Masked: true},
)

var _ = conform(
	layertest.Case{Spec: "Dropout(0.4)", In: shape{6}, Out: shape{6}},
	layertest.Case{Spec: "Dropout(0.4, seed=5)", In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "Dropout(0.5, [None, 1, 3])", In: shape{4, 3}, Out: shape{4, 3}},
	layertest.Case{Spec: "Dropout(0.5, [1, None, 1])", In: shape{4, 3}, Out: shape{4, 3}},
	layertest.Case{Spec: "Dropout(0)", In: shape{6}, Out: shape{6}},
	layertest.Case{Spec: "Dropout(1)", In: shape{6}, Out: shape{6}},
	layertest.Case{Spec: "GaussianNoise(0.3)", In: shape{6}, Out: shape{6}},
	layertest.Case{Spec: "GaussianNoise(0.3, 4)", In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "ActivityRegularization(0.01, 0.02)", In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "ActivityRegularization", In: shape{3}, Out: shape{3}},

	layertest.Case{Spec: "Flatten", In: shape{2, 3}, Out: shape{6}, Masked: true},
	layertest.Case{Spec: "Flatten(channels_first)", In: shape{2, 3, 2}, Out: shape{12}},
	layertest.Case{Spec: "Flatten", In: shape{}, Out: shape{1}},
	layertest.Case{Spec: "Reshape([3, 4])", In: shape{2, 6}, Out: shape{3, 4}, Masked: true},
	layertest.Case{Spec: "Reshape([2, -1, 3])", In: shape{12}, Out: shape{2, 2, 3}},
	layertest.Case{Spec: "Reshape(-1)", In: shape{2, 2, 3}, Out: shape{12}},
	layertest.Case{Spec: "Permute([2, 1])", In: shape{2, 3}, Out: shape{3, 2}, Masked: true},
	layertest.Case{Spec: "Permute([3, 1, 2])", In: shape{2, 3, 4}, Out: shape{4, 2, 3}},
	layertest.Case{Spec: "RepeatVector(3)", In: shape{4}, Out: shape{3, 4}},
)

var _ = conform(
	layertest.Case{Spec: "BatchNormalization", In: shape{3}, Out: shape{3}, Weights: 12, WholeBatch: true},
	layertest.Case{Spec: "BatchNormalization(momentum=0.5, center=false, gamma_regularizer=l2)", In: shape{2, 3}, Out: shape{2, 3}, Weights: 9, Masked: true, WholeBatch: true},
	layertest.Case{Spec: "BatchNormalization(1, scale=false)", In: shape{3, 2, 2}, Out: shape{3, 2, 2}, Weights: 9, WholeBatch: true},
	layertest.Case{Spec: "BatchNormalization", In: shape{70}, Out: shape{70}, Weights: 280, WholeBatch: true},
	layertest.Case{Spec: "LayerNormalization", In: shape{5}, Out: shape{5}, Weights: 10},
	layertest.Case{Spec: "LayerNormalization(center=false, epsilon=0.1)", In: shape{2, 4}, Out: shape{2, 4}, Weights: 4, Masked: true},
	layertest.Case{Spec: "LayerNormalization(1, beta_regularizer=l2(0.1))", In: shape{4, 3}, Out: shape{4, 3}, Weights: 8},
	layertest.Case{Spec: "LayerNormalization([1, 2], scale=false)", In: shape{2, 3}, Out: shape{2, 3}, Weights: 6},
	layertest.Case{Spec: "LayerNormalization([-1, 1])", In: shape{2, 3, 2}, Out: shape{2, 3, 2}, Weights: 8},

	layertest.Case{Spec: "Rescaling(0.5, -1)", In: shape{2, 3}, Out: shape{2, 3}, Masked: true},
	layertest.Case{Spec: "Normalization", In: shape{3}, Out: shape{3}, Weights: 7},
	layertest.Case{Spec: "Normalization(1)", In: shape{3, 2}, Out: shape{3, 2}, Weights: 7, Masked: true},
	layertest.Case{Spec: "Normalization(None, invert=true)", In: shape{3, 2}, Out: shape{3, 2}, Weights: 3},
	layertest.Case{Spec: "Normalization([1, 2])", In: shape{3, 2}, Out: shape{3, 2}, Weights: 13},
	layertest.Case{Spec: "Normalization(-1, [1, 2], [0.5, 4])", In: shape{3, 2}, Out: shape{3, 2}},
	layertest.Case{Spec: "Normalization(-1, 1, 4, true)", In: shape{3, 2}, Out: shape{3, 2}},
)

func TestConformance(t *testing.T) {
	for _, c := range cases {
		layertest.Run(t, c)
	}
}
