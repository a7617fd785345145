package sequential_test

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/layercake-go/layercake/internal/kernel"
	. "github.com/layercake-go/layercake/layers"
	"github.com/layercake-go/layercake/sequential"
	"github.com/layercake-go/layercake/with"
)

// TestSpatialBits is TestBits for layers of windows.
func TestSpatialBits(t *testing.T) {
	d := digits(t)
	few := d.Take(seq(300))
	family := "fma"
	if kernel.Set() == "generic" {
		family = "generic"
	}
	for _, procs := range []int{1, 2} {
		old := runtime.GOMAXPROCS(procs)
		m := sequential.New(Input(64), Reshape([]int{8, 8, 1}), UpSampling2D(2, with.Interpolation("lanczos3")),
			Conv2D(24, 3, "relu", with.Padding("same")), MaxPooling2D(), SpatialDropout2D(0.2),
			Conv2D(32, 3, "relu", with.Groups(2)), DepthwiseConv2D(2, "silu", with.DepthMultiplier(2)), AveragePooling2D(2, with.Padding("same")),
			SeparableConv2D(16, 2, "tanh"), BatchNormalization(), ZeroPadding2D(), Reshape([]int{-1, 16}), Conv1D(12, 3, "relu", with.Strides(2), with.Padding("causal")), MaxPooling1D(),
			GlobalAveragePooling1D(), Dense(10, "softmax"))
		if err := m.Compile("adam", "sparse_categorical_crossentropy", "accuracy"); err != nil {
			t.Fatal(err)
		}
		h, err := m.Fit(few.X, few.Y, sequential.Epochs(2), sequential.ValidationSplit(.2))
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		holdLine(t, "testdata/spatial_bits.txt", family, fmt.Sprintf("%s %x", hash(t, m), math.Float64bits(h.Last("val_loss"))))
	}
}
