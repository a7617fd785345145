package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// TestThreads wants the same bits with one thread and with several, of layers that
// share out their samples: enough work to be shared, and numbers of samples that
// are no multiple of anything.
func TestThreads(t *testing.T) {
	for _, call := range []string{
		"Conv2D(24, 3, relu, padding=same)", "Conv2D(64, [3, 3], groups=2)", "Conv2D(304, 3, relu)", "Conv2D(16, 1)",
		"Conv2D(16, 3, data_format=channels_first)", "DepthwiseConv2D(3, depth_multiplier=2)", "SeparableConv2D(16, 3, relu)",
		"MaxPooling2D()", "MaxPooling2D(3, strides=1)", "AveragePooling2D(3, padding=same)", "GlobalMaxPooling2D()", "GlobalAveragePooling2D()",
	} {
		for _, rows := range []int{5, 19} {
			t.Run(fmt.Sprintf("%s/%d", call, rows), func(t *testing.T) {
				want := stepOf(t, call, rows, 1)
				for range 3 { // a helper that comes too late has no piece
					if have := stepOf(t, call, rows, 4); !slices.Equal(have, want) {
						t.Fatal("the bits are others with 4 threads")
					}
				}
			})
		}
	}
}

// stepOf is everything that a step of training computes, as bits.
func stepOf(t *testing.T, text string, rows, threads int) (bits []uint32) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads))
	in := layer.Shape{16, 14, 12}
	s, err := layer.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := layer.NewPlan(s, in, false)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	random := func(v []float32) []float32 {
		for i := range v {
			v[i] = r.Float32() - .5
		}
		return v
	}
	f, changes := plan.NewFrame(rows, true, 0), make([]float32, plan.Trainable+plan.State)
	f.Bind(random(make([]float32, plan.Weights)), changes)
	f.Poison()
	plan.ForgetGrads(f)
	dx := make([]float32, rows*in.Size())
	y, dy, _, _ := plan.Train(f, rows, random(make([]float32, len(dx))), nil)
	plan.Backward(f, dx, random(dy))
	for _, v := range slices.Concat(y, dx, changes) {
		bits = append(bits, math.Float32bits(v))
	}
	return bits
}
