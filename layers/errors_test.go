package layers_test

import (
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// A refusal is what a wrong parameter is told.
type refusal struct {
	spec string
	in   shape
	want string
}

// TestErrors pins what each wrong parameter is told.
func TestErrors(t *testing.T) {
	refuses(t, []refusal{
		{"InputLayer([2, 0])", shape{2, 0}, "shape: want sizes of at least 1, have 0"},
		{"InputLayer(3)", shape{2}, "shape: says (None, 3), but what comes is (None, 2)"},
		{"Dense(0)", shape{2}, "units: want at least 1, have 0"},
		{"Dense(3)", shape{}, "wants an input with at least one axis a sample, have (None,)"},
		{"Softmax(0)", shape{2, 3}, "axis: want an axis of one sample of (None, 2, 3), have 0, the batch"},
		{"Softmax(3)", shape{2, 3}, "axis: want an axis of (None, 2, 3), 1 to 2 or -1 to -2, have 3"},
		{"Softmax(-4)", shape{2, 3}, "axis: want an axis of (None, 2, 3), 1 to 2 or -1 to -2, have -4"},
		{"Softmax([1, -2])", shape{2, 3}, "axis: want different axes, have axis 1 of (None, 2, 3) twice"},
		{"Softmax(None)", shape{2, 3}, "axis: want at least one axis, have none"},
		{"Softmax", shape{}, "axis: want an axis of one sample of (None,), have -1, the batch"},
		{"ReLU(-1)", shape{2}, "max_value: want at least 0, have -1"},
		{"ReLU(negative_slope=-1)", shape{2}, "negative_slope: want at least 0, have -1"},
		{"ReLU(threshold=-1)", shape{2}, "threshold: want at least 0, have -1"},
		{"LeakyReLU(-0.1)", shape{2}, "negative_slope: want at least 0, have -0.1"},
		{"ELU(-1)", shape{2}, "alpha: want at least 0, have -1"},
		{"PReLU(shared_axes=0)", shape{2, 3}, "shared_axes: want axes from 1 to 2 of (None, 2, 3), have 0"},
		{"PReLU(shared_axes=[1, 3])", shape{2, 3}, "shared_axes: want axes from 1 to 2 of (None, 2, 3), have 3"},
		{"Dropout(1.5)", shape{2}, "rate: want a share from 0 to 1, have 1.5"},
		{"Dropout(-0.1)", shape{2}, "rate: want a share from 0 to 1, have -0.1"},
		{"Dropout(0.5, [None])", shape{2}, "noise_shape: want 2 sizes for the input (None, 2), have 1"},
		{"Dropout(0.5, [8, 1])", shape{2}, "noise_shape: want None or 1 for the batch, have 8"},
		{"Dropout(0.5, [None, 3, 1])", shape{4, 2}, "noise_shape: want None, 1 or 4 for axis 1 of (None, 4, 2), have 3"},
		{"GaussianNoise(2)", shape{2}, "stddev: want from 0 to 1, have 2"},
		{"GaussianNoise(-1)", shape{2}, "stddev: want from 0 to 1, have -1"},
		{"ActivityRegularization(-1)", shape{2}, "l1: want at least 0, have -1"},
		{"ActivityRegularization(l2=-1)", shape{2}, "l2: want at least 0, have -1"},
		{"Flatten(channels)", shape{2, 3}, `data_format: want channels_last or channels_first, have "channels"`},
		{"Reshape([5, 2])", shape{12}, "target_shape: the 12 values of a sample do not fit (5, 2)"},
		{"Reshape([5, -1])", shape{12}, "target_shape: the 12 values of a sample do not fit (5, -1)"},
		{"Reshape([3, 2])", shape{12}, "target_shape: the 12 values of a sample do not fit (3, 2)"},
		{"Reshape([4611686018427387904, 4611686018427387904])", shape{12}, "target_shape: the 12 values of a sample do not fit (4611686018427387904, 4611686018427387904)"},
		{"Reshape([-1, -1])", shape{12}, "target_shape: want at most one -1, have (-1, -1)"},
		{"Reshape([12, 0])", shape{12}, "target_shape: want sizes of at least 1, or one -1, have (12, 0)"},
		{"Permute([1, 1])", shape{2, 3}, "dims: want each axis from 1 to 2 of (None, 2, 3) once, have (1, 1)"},
		{"Permute([1])", shape{2, 3}, "dims: want each axis from 1 to 2 of (None, 2, 3) once, have (1)"},
		{"Permute([0, 1])", shape{2, 3}, "dims: want each axis from 1 to 2 of (None, 2, 3) once, have (0, 1)"},
		{"Permute([])", shape{2}, "dims: want each axis from 1 to 1 of (None, 2) once, have ()"},
		{"RepeatVector(0)", shape{2}, "n: want at least 1, have 0"},
		{"RepeatVector(2)", shape{2, 3}, "wants an input of one axis a sample, have (None, 2, 3)"},
		{"RepeatVector(4611686018427387904)", shape{2}, "its output (None, 4611686018427387904, 2) is too big"},
		{"BatchNormalization(0)", shape{2}, "axis: want an axis of one sample of (None, 2), have 0, the batch"},
		{"BatchNormalization(momentum=1.5)", shape{2}, "momentum: want from 0 to 1, have 1.5"},
		{"BatchNormalization(epsilon=-1)", shape{2}, "epsilon: want at least 0, have -1"},
		{"LayerNormalization([])", shape{2}, "axis: want at least one axis, have none"},
		{"LayerNormalization(epsilon=-1)", shape{2}, "epsilon: want at least 0, have -1"},
		{"Normalization(mean=1)", shape{2}, "variance: want the variances as well as the means, have none"},
		{"Normalization(variance=1)", shape{2}, "mean: want the means as well as the variances, have none"},
		{"Normalization(mean=[1, 2, 3], variance=[1, 2, 3])", shape{2}, "mean: want 1 number or 2, have 3"},
		{"Normalization(mean=[1, 2], variance=1)", shape{2}, "variance: want 2, as many as means, have 1"},
		{"Normalization(mean=1, variance=-1)", shape{2}, "variance: want at least 0, have -1"},
	})
}

func refuses(t *testing.T, list []refusal) {
	t.Helper()
	for _, c := range list {
		s, err := layer.Parse(c.spec)
		if err != nil {
			t.Errorf("%s: %v", c.spec, err)
			continue
		}
		_, err = layer.NewPlan(s, c.in, false)
		want := `layer "` + layer.Snake(layer.TypeName(s)) + `" (1): ` + c.want
		if err == nil || err.Error() != want {
			t.Errorf("%s of %v: %v, want %s", c.spec, c.in, err, want)
		}
	}
}

// A mask has a value for each vector of the last axis, and no other.
func TestBatchNormalizationMaskedAxis(t *testing.T) {
	s, err := layer.Parse("BatchNormalization(1)")
	if err != nil {
		t.Fatal(err)
	}
	_, err = layer.NewPlan(s, shape{2, 3}, true)
	if want := `layer "batch_normalization" (1): axis: want -1 for an input with a mask, have 1`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
