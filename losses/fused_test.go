package losses_test

import (
	"math"
	"slices"
	"testing"

	. "github.com/layercake-go/layercake/losses"
)

// activation is what makes p of z, and takes a gradient on p back to z.
type activation struct {
	apply    func(z []float32) []float32
	backward func(dp, p []float32) []float32
}

var activationsOf = map[string]activation{
	"softmax": {
		func(z []float32) (p []float32) {
			sum, top := 0.0, float64(slices.Max(z))
			for _, x := range z {
				sum += math.Exp(float64(x) - top)
			}
			for _, x := range z {
				p = append(p, float32(math.Exp(float64(x)-top)/sum))
			}
			return p
		},
		func(dp, p []float32) (dz []float32) {
			dot := 0.0
			for i, x := range p {
				dot += float64(x) * float64(dp[i])
			}
			for i, x := range p {
				dz = append(dz, float32(float64(x)*(float64(dp[i])-dot)))
			}
			return dz
		},
	},
	"sigmoid": {
		func(z []float32) (p []float32) {
			for _, x := range z {
				p = append(p, float32(1/(1+math.Exp(-float64(x)))))
			}
			return p
		},
		func(dp, p []float32) (dz []float32) {
			for i, x := range p {
				dz = append(dz, float32(float64(dp[i])*float64(x)*(1-float64(x))))
			}
			return dz
		},
	},
}

// The scores give p from 1e-5 to 1 − 1e-5 with both activations.
var fusedScores = [][]float32{
	{0.3, -0.2, 1.5, 0.1}, {5, -6, 0.5, -1}, {-4, 4, 4.5, 2}, {11, 0.2, 0.1, -0.3}, {-11, -0.3, 0, 0.2}, {1, 2, 3, -8},
}

func TestFusedIsGradThenBackward(t *testing.T) {
	each(t, func(t *testing.T, l *Loss, _, want []float32) {
		if l.Link == "" || l.FromLogits {
			return
		}
		f, ok := l.Fused[l.Link]
		if !ok {
			t.Fatal("not fused with its activation", l.Link)
		}
		a, k := activationsOf[l.Link], l.Width(columns)
		for r, z := range fusedScores {
			p, w := a.apply(z), want[r*k:(r+1)*k]
			v, made, got := fuse(f, z, w, columns)
			back := a.backward(gradient(l.Grad, p, w), p)
			for i := range got {
				if !near(float64(got[i]), float64(back[i]), 1e-5, 1e-5) {
					t.Errorf("%v [%d]: fused %g, one after the other %g", z, i, got[i], back[i])
				}
			}
			for i := range made {
				if !near(float64(made[i]), float64(p[i]), 1e-6, 1e-7) {
					t.Errorf("%v: p[%d] is %g, want %g", z, i, made[i], p[i])
				}
			}
			// The value of p = 1 − 1e-5 suffers from the rounding of p, 3e-8.
			if !near(float64(v[0]), float64(values(l, p, w)[0]), 1e-5, 3e-3/columns) {
				t.Errorf("%v: fused %g, of p %g", z, v, values(l, p, w))
			}
		}
	})
}

// Without the activation it is the same loss, of z.
func TestFusedLinear(t *testing.T) {
	each(t, func(t *testing.T, l *Loss, _, want []float32) {
		linear, ok := l.Fused["linear"]
		if !ok {
			if l.FromLogits {
				t.Error("a loss of scores has no Fused[linear]")
			}
			return
		}
		if l.FromLogits && len(l.Fused) != 1 {
			t.Error("a loss of scores is fused with an activation")
		}
		k := l.Width(columns)
		for r, z := range fusedScores {
			w := want[r*k : (r+1)*k]
			_, p, got := fuse(linear, z, w, columns)
			if !slices.Equal(p, z) {
				t.Errorf("%v became %v without an activation", z, p)
			}
			other := gradient(l.Grad, z, w)
			if !l.FromLogits {
				_, _, other = fuse(l.Fused[l.Link], z, w, columns)
			}
			for i := range got {
				if !near(float64(got[i]), float64(other[i]), 1e-4, 1e-6) {
					t.Errorf("%v [%d]: %g of the scores, %g of what %s makes of them", z, i, got[i], other[i], l.Link)
				}
			}
		}
	})
}

// Where p is 0 or 1 in float32, values and gradients are still those of the
// formula. All scores below are z = (1e4, -1e4, 0, -1e4).
func TestFusedAtTheEnds(t *testing.T) {
	z := []float32{1e4, -1e4, 0, -1e4}
	type expect struct {
		value float32
		grad  []float32
	}
	for text, wants := range map[string]map[string]expect{ // by the targets
		"categorical_crossentropy": {
			"0100": {2e4, []float32{1, -1, 0, 0}}, "1000": {0, []float32{0, 0, 0, 0}}},
		"categorical_crossentropy(true)": {
			"0100": {2e4, []float32{1, -1, 0, 0}}, "1000": {0, []float32{0, 0, 0, 0}}},
		"sparse_categorical_crossentropy":       {"1": {2e4, []float32{1, -1, 0, 0}}, "0": {0, []float32{0, 0, 0, 0}}},
		"sparse_categorical_crossentropy(true)": {"2": {1e4, []float32{1, 0, -1, 0}}},
		"kl_divergence":                         {"0100": {2e4, []float32{1, -1, 0, 0}}},
		"categorical_focal_crossentropy": {
			"0100": {5e3, []float32{.25, -.25, 0, 0}}, "1000": {0, []float32{0, 0, 0, 0}}},
		"categorical_focal_crossentropy(gamma=0.5)":                         {"1000": {0, []float32{0, 0, 0, 0}}},
		"categorical_focal_crossentropy(gamma=0)":                           {"1000": {0, []float32{0, 0, 0, 0}}},
		"categorical_focal_crossentropy(from_logits=true, alpha=[1,2,3,4])": {"0100": {4e4, []float32{2, -2, 0, 0}}},
		"binary_crossentropy": {
			"1111": {5e3 + math.Ln2/4, []float32{0, -.25, -.125, -.25}}, "0000": {2.5e3 + math.Ln2/4, []float32{.25, 0, .125, 0}}},
		"binary_crossentropy(true)":                   {"1111": {5e3 + math.Ln2/4, []float32{0, -.25, -.125, -.25}}},
		"binary_focal_crossentropy":                   {"1111": {5e3, []float32{0, -.25, -.0745717, -.25}}, "0000": {2.5e3, []float32{.25, 0, .0745717, 0}}},
		"binary_focal_crossentropy(gamma=0)":          {"1111": {5e3, []float32{0, -.25, -.125, -.25}}},
		"binary_focal_crossentropy(gamma=0.5)":        {"1111": {5e3, []float32{0, -.25, -.1190216, -.25}}},
		"binary_focal_crossentropy(from_logits=true)": {"1111": {5e3, []float32{0, -.25, -.0745717, -.25}}},
	} {
		l, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		for digits, want := range wants {
			var w []float32
			for _, c := range digits {
				w = append(w, float32(c-'0'))
			}
			for name, f := range l.Fused {
				v, _, d := fuse(f, z, w, columns)
				if !near(float64(v[0]), float64(want.value), 1e-4, 1e-5) {
					t.Errorf("%s %s %s: value %g, want %g", name, text, digits, v[0], want.value)
				}
				for i, g := range d {
					if !near(float64(g), float64(want.grad[i]), 1e-5, 1e-6) {
						t.Errorf("%s %s %s: gradient [%d] is %g, want %g", name, text, digits, i, g, want.grad[i])
					}
				}
			}
		}
	}
}

// With and without a gradient, in place and beside, over more rows than the sums
// of which are kept at a time, a Fusion gives the same; and so does each row alone.
func TestFusedInAllWays(t *testing.T) {
	each(t, func(t *testing.T, l *Loss, _, want []float32) {
		for name, f := range l.Fused {
			var z, w []float32
			for range 12 {
				for r := range fusedScores {
					k := l.Width(columns)
					z, w = append(z, fusedScores[r]...), append(w, want[r*k:(r+1)*k]...)
				}
			}
			v, p, d := fuse(f, z, w, columns)
			beside, other, slope := make([]float32, len(v)), slices.Clone(z), make([]float32, len(z))
			from := slices.Clone(z)
			if name == "linear" {
				from = other
			}
			f(beside, other, slope, from, w, columns)
			if !slices.Equal(beside, v) || !slices.Equal(other, p) || !slices.Equal(slope, d) {
				t.Errorf("%s: other results where p is not z", name)
			}
			value, same := make([]float32, len(v)), slices.Clone(z)
			f(value, same, nil, same, w, columns)
			for r := range v {
				lo, k := r*columns, l.Width(columns)
				if !near(float64(value[r]), float64(v[r]), 1e-6, 1e-9) || !slices.Equal(same[lo:lo+columns], p[lo:lo+columns]) {
					t.Errorf("%s: row %d without a gradient: %g, with one %g", name, r, value[r], v[r])
				}
				one, share, dz := fuse(f, z[lo:lo+columns], w[r*k:(r+1)*k], columns)
				if one[0] != v[r] || !slices.Equal(share, p[lo:lo+columns]) || !slices.Equal(dz, d[lo:lo+columns]) {
					t.Errorf("%s: row %d alone gives another result", name, r)
				}
			}
		}
	})
}
