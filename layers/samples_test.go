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
			sameOnThreads(t, call, layer.Shape{16, 14, 12}, rows)
		}
	}
	for _, call := range []string{
		"LSTM(40, stateful=true)", "LSTM(40, return_sequences=true, dropout=0.2, recurrent_dropout=0.3, go_backwards=true)",
		"LSTM(40, gelu, silu)", "GRU(40, reset_after=false, recurrent_dropout=0.2, stateful=true)",
		"GRU(48, return_sequences=true, zero_output_for_mask=true)", "SimpleRNN(64, relu, recurrent_dropout=0.1, stateful=true)",
	} {
		for _, rows := range []int{3, 18, 37, 150} {
			sameOnThreads(t, call, layer.Shape{11, 20}, rows)
		}
	}
}

func sameOnThreads(t *testing.T, call string, in layer.Shape, rows int) {
	t.Run(fmt.Sprintf("%s/%d", call, rows), func(t *testing.T) {
		want := stepOf(t, call, in, rows, 1)
		for range 3 { // a helper that comes too late has no piece
			if have := stepOf(t, call, in, rows, 4); !slices.Equal(have, want) {
				t.Fatal("the bits are others with 4 threads")
			}
		}
	})
}

// stepOf is everything that a step of training computes, and two predictions of a
// session after it, as bits. Two axes are steps, of which some are masked.
func stepOf(t *testing.T, text string, in layer.Shape, rows, threads int) (bits []uint32) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads))
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
	weights := random(make([]float32, plan.Weights))
	f.Bind(weights, changes)
	f.Run().Train = true
	f.Poison()
	plan.ForgetGrads(f)
	dx := make([]float32, rows*in.Size())
	x := random(make([]float32, len(dx)))
	var mask []float32
	if len(in) == 2 {
		mask = make([]float32, rows*in[0])
		for i := range mask {
			mask[i] = float32(min(r.IntN(4), 1))
		}
	}
	y, dy, _, _ := plan.Train(f, rows, x, mask)
	y = slices.Clone(y)
	plan.Backward(f, dx, random(dy))
	session := plan.NewSession(rows, 0)
	session.Bind(weights, nil)
	again := make([]float32, len(y))
	for range 2 {
		plan.Predict(session, rows, x, again, mask)
	}
	for _, v := range slices.Concat(y, dx, changes, again) {
		bits = append(bits, math.Float32bits(v))
	}
	return bits
}
