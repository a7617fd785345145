package layers_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// statistics is what Keras saw in y = layer(ones(200, 500), training=True).
type statistics struct {
	Mean, Std float64
	Zero      float64         `json:"zero_fraction"`
	Distinct  json.RawMessage `json:"distinct_values"` // a list, or "many"
}

// check compares with Keras within five standard errors of the draws: one for
// each number, or for each row if all of a row are alike.
func (want *statistics) check(t testing.TB, s layer.Spec) {
	const rows, n = 200, 500
	y := noise(t, s, rows, n)
	draws, alike := float64(rows*n), true
	for i, v := range y {
		alike = alike && v == y[i-i%n]
	}
	if alike {
		draws = rows
	}
	var sum, squares, zero float64
	for _, v := range y {
		sum += float64(v)
		squares += float64(v) * float64(v)
		if v == 0 {
			zero++
		}
	}
	mean := sum / float64(len(y))
	std := math.Sqrt(squares/float64(len(y)) - mean*mean)
	near := func(what string, have, want, spread float64) {
		if room := 5 * math.Sqrt2 * spread / math.Sqrt(draws); math.Abs(have-want) > room {
			t.Errorf("%s %g, want %g ± %g", what, have, want, room)
		}
	}
	near("mean", mean, want.Mean, want.Std)
	near("standard deviation", std, want.Std, want.Std)
	near("zeros", zero/float64(len(y)), want.Zero, math.Sqrt(want.Zero*(1-want.Zero)))
	var list []float32
	if json.Unmarshal(want.Distinct, &list) != nil {
		return // many
	}
	slices.Sort(y)
	if have := slices.Compact(y); !slices.Equal(have, list) {
		t.Errorf("values %v, want %v", have, list)
	}
}

// noise is what s makes in training of ones.
func noise(t testing.TB, s layer.Spec, rows, n int) []float32 {
	plan, err := layer.NewPlan(s, layer.Shape{n}, false)
	if err != nil {
		t.Fatal(err)
	}
	x, y := make([]float32, rows*n), make([]float32, rows*n)
	for i := range x {
		x[i] = 1
	}
	f := plan.NewFrame(rows, false, 0)
	f.Run().Train = true
	plan.Predict(f, rows, x, y, nil)
	return y
}
