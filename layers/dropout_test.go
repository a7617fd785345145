package layers_test

import (
	"slices"
	"testing"

	"github.com/layercake-go/layercake/layer"
)

// dropped is what a Dropout makes of ones in step 3: rows of shape in.
func dropped(t *testing.T, spec string, in shape, rows int, seed uint64) []float32 {
	s, err := layer.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := layer.NewPlan(s, in, false)
	if err != nil {
		t.Fatal(err)
	}
	x, y := make([]float32, rows*in.Size()), make([]float32, rows*in.Size())
	for i := range x {
		x[i] = 1
	}
	f := plan.NewFrame(rows, false, seed)
	f.Run().Train, f.Run().Step = true, 3
	plan.Predict(f, rows, x, y, nil)
	return y
}

// TestNoiseShape finds which values share their fate.
func TestNoiseShape(t *testing.T) {
	const rows, steps, n = 20, 4, 5
	for _, c := range []struct {
		noise string
		group func(row, step, i int) int
	}{
		{"None", func(row, step, i int) int { return (row*steps+step)*n + i }},
		{"[None, None, None]", func(row, step, i int) int { return (row*steps+step)*n + i }},
		{"[None, 1, None]", func(row, _, i int) int { return row*n + i }},
		{"[None, 4, 1]", func(row, step, _ int) int { return row*steps + step }},
		{"[None, 1, 1]", func(row, _, _ int) int { return row }},
		{"[1, None, 5]", func(_, step, i int) int { return step*n + i }},
	} {
		y := dropped(t, "Dropout(0.5, "+c.noise+")", shape{steps, n}, rows, 0)
		fates, kept := map[int]float32{}, 0
		for at, v := range y {
			g := c.group(at/(steps*n), at/n%steps, at%n)
			if was, seen := fates[g]; seen && was != v {
				t.Errorf("%s: value %d of group %d is %v, the group %v", c.noise, at, g, v, was)
			}
			fates[g] = v
		}
		for _, v := range fates {
			if v != 0 && v != 2 {
				t.Errorf("%s: %v, want 0 or 2", c.noise, v)
			}
			if v != 0 {
				kept++
			}
		}
		if share := float64(kept) / float64(len(fates)); share < 0.2 || share > 0.8 {
			t.Errorf("%s: %d of %d groups stay, want about half", c.noise, kept, len(fates))
		}
	}
}

// A layer's own seed, the model's seed, the layer's name: each makes other noise.
func TestDropoutSeed(t *testing.T) {
	draw := func(spec string, seed uint64) []float32 { return dropped(t, spec, shape{50}, 2, seed) }
	first := draw("Dropout(0.5)", 1)
	if !slices.Equal(first, draw("Dropout(0.5)", 1)) {
		t.Error("other noise with the same seed")
	}
	if !slices.Equal(draw("Dropout(0.5, seed=4)", 1), draw("Dropout(0.5, seed=4)", 2)) {
		t.Error("a layer with a seed of its own depends on the model's")
	}
	for spec, seed := range map[string]uint64{"Dropout(0.5)": 2, "Dropout(0.5, seed=4)": 1, "Dropout(0.5, name=other)": 1} {
		if slices.Equal(first, draw(spec, seed)) {
			t.Errorf("%s with seed %d: the same noise", spec, seed)
		}
	}
}
