package layers_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// adapted is the layer's weights after seeing rows in parts of the given sizes.
func adapted(t *testing.T, spec string, in shape, x []float32, parts ...int) (mean, variance []float32, count float32) {
	s, err := layer.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := layer.NewPlan(s, in, false)
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float32, plan.Weights)
	plan.Init(w, 0)
	weights := func(p *layer.Param) []float32 { return layer.Window(w, p) }
	if plan.Net.Adapted != plan.Params[2] || weights(plan.Net.Adapted)[0] != 0 {
		t.Fatal("want the count, 0 before")
	}
	a := plan.Net.Adapt()
	for _, rows := range parts {
		n := rows * in.Size()
		a.See(x[:n])
		x = x[n:]
	}
	a.Done(weights)
	return weights(plan.Params[0]), weights(plan.Params[1]), weights(plan.Params[2])[0]
}

// The bits do not depend on how the rows come, and numbers far from 0 do not
// spoil the variance.
func TestAdapt(t *testing.T) {
	const rows = 1000
	in := shape{2, 3}
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]float32, rows*in.Size())
	for i := range x {
		x[i] = float32(1e4 + float64(i%3)*100 + 2*r.NormFloat64())
	}
	for spec, features := range map[string]func(i int) int{
		"Normalization":         func(i int) int { return i % 3 },
		"Normalization(1)":      func(i int) int { return i % 6 / 3 },
		"Normalization([1, 2])": func(i int) int { return i % 6 },
		"Normalization(None)":   func(int) int { return 0 },
	} {
		mean, variance, count := adapted(t, spec, in, x, rows)
		if count != rows {
			t.Errorf("%s: count %v, want %d", spec, count, rows)
		}
		for k := range mean {
			n, sum, squares := 0.0, 0.0, 0.0
			for i, v := range x {
				if features(i) == k {
					n, sum = n+1, sum+float64(v)
				}
			}
			for i, v := range x {
				if d := float64(v) - sum/n; features(i) == k {
					squares += d * d
				}
			}
			if !near(mean[k], sum/n) || !near(variance[k], squares/n) {
				t.Errorf("%s: feature %d has mean %v and variance %v, want %g and %g", spec, k, mean[k], variance[k], sum/n, squares/n)
			}
		}
		cutMean, cutVariance, _ := adapted(t, spec, in, x, 1, 400, 0, 37, 562)
		if !slices.Equal(mean, cutMean) || !slices.Equal(variance, cutVariance) {
			t.Errorf("%s: other bits from other batches", spec)
		}
	}
	if mean, variance, count := adapted(t, "Normalization", shape{1}, nil); mean[0] != 0 || variance[0] != 1 || count != 0 {
		t.Errorf("after no rows %v, %v, %v; want 0, 1, 0", mean, variance, count)
	}
}

func near(have float32, want float64) bool {
	return math.Abs(float64(have)-want) <= 1e-6*math.Abs(want)
}

// A feature that never changes has the spread 1e-7, as in Keras.
func TestNormalizationOfConstants(t *testing.T) {
	s, err := layer.Parse("Normalization(mean=5, variance=0)")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := layer.NewPlan(s, shape{3}, false)
	if err != nil {
		t.Fatal(err)
	}
	y := make([]float32, 3)
	plan.Predict(plan.NewFrame(1, false, 0), 1, []float32{5, 6, 4}, y, nil)
	if want := []float32{0, 1e7, -1e7}; !slices.Equal(y, want) {
		t.Errorf("%v, want %v", y, want)
	}
}
