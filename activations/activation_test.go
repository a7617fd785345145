package activations_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/layercake-go/layercake/activations"
	"github.com/layercake-go/layercake/internal/call"
)

// variants are all activations, those with parameters also with others.
func variants(t testing.TB) (all []*Activation) {
	texts := []string{
		"celu(2)", "elu(0.5)", "elu(0)", "gelu(approximate=true)", "hard_shrink(1)", "soft_shrink(0.3)", "leaky_relu(0.01)", "leaky_relu(0)",
		"relu(0.1)", "relu(max_value=4)", "relu(max_value=6)", "relu(0.25, 4, 0.5)", "relu(threshold=1)", "squareplus(1)", "squareplus(b=0)",
		"threshold(0.5, -1)", "threshold(-1, 2.5)",
	}
	for _, name := range builtin {
		if name != "threshold" {
			texts = append(texts, name)
		}
	}
	for _, text := range texts {
		a, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// kinks are where functions bend or jump: no central differences there.
var kinks = []float32{-3, -1, -0.5, -0.3, 0, 0.3, 0.5, 1, 3, 4, 6}

// TestGradients compares Jᵀ·dy with central differences of dy·f(x), for random x
// and dy, at every x of a row.
func TestGradients(t *testing.T) {
	const rows, n, step = 5, 7, 1e-2
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]float32, rows*n)
	for i := range x {
		for near := true; near; {
			x[i] = float32(r.NormFloat64() * 3)
			near = slices.ContainsFunc(kinks, func(k float32) bool { return math.Abs(float64(x[i]-k)) < 2*step })
		}
	}
	dy := make([]float32, len(x))
	for i := range dy {
		dy[i] = float32(r.NormFloat64())
	}
	for _, a := range variants(t) {
		dx := gradient(a, x, dy, n)
		y := make([]float32, len(x))
		at := func(i int, v float32) (s float64) {
			old := x[i]
			x[i] = v
			a.Apply(y, x, n)
			x[i] = old
			for j, g := range dy {
				s += float64(g) * float64(y[j])
			}
			return s
		}
		for i, v := range x {
			high, low := v+step, v-step
			want := (at(i, high) - at(i, low)) / float64(high-low)
			if got := float64(dx[i]); math.Abs(got-want) > 5e-3*max(1, math.Abs(want)) {
				t.Errorf("%s: the slope of x[%d] = %v is %v, want %v", a, i, v, got, want)
			}
		}
	}
}

// gradient is Jᵀ·dy, without the input where a says that it needs none.
func gradient(a *Activation, x, dy []float32, n int) []float32 {
	y, dx := make([]float32, len(x)), make([]float32, len(x))
	a.Apply(y, x, n)
	a.Grad(dx, dy, y, savedInput(a, x), n)
	return dx
}

func TestInPlace(t *testing.T) {
	x := []float32{-4.5, 0.25, 2, -0.1, 1, 7.5, -1, 0}
	dy := []float32{1, -2, 3, -4, 5, -6, 7, -8}
	for _, a := range variants(t) {
		y, same := make([]float32, len(x)), slices.Clone(x)
		a.Apply(y, x, 4)
		if a.Apply(same, same, 4); !slices.Equal(y, same) {
			t.Errorf("%s: in place %v, else %v", a, same, y)
		}
		dx, back := gradient(a, x, dy, 4), slices.Clone(dy)
		if a.Grad(back, back, y, savedInput(a, x), 4); !slices.Equal(dx, back) {
			t.Errorf("%s: gradient in place %v, else %v", a, back, dx)
		}
	}
}

// TestExtremes: values as large as ±1e4 give neither NaN nor, but for exp, Inf.
func TestExtremes(t *testing.T) {
	x := []float32{-1e4, 1e4, -1e4, 0, 1e4, 1e4}
	dy := []float32{1, 1, 1, 1, 1, 1}
	for _, a := range variants(t) {
		y := make([]float32, len(x))
		a.Apply(y, x, 2)
		for i, v := range append(y, gradient(a, x, dy, 2)...) {
			if v != v || math.IsInf(float64(v), 0) && a.Name != "exponential" {
				t.Errorf("%s: [%d] of y and dx is %v", a, i, v)
			}
		}
	}
}

// droppers keep what lies beyond a limit; as in Keras, NaN does not.
var droppers = []string{"hard_shrink", "soft_shrink", "threshold"}

func TestNonFinite(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, a := range variants(t) {
		y := []float32{nan, 1}
		a.Apply(y, y, 2)
		if y[0] == y[0] && !slices.Contains(droppers, a.Name) {
			t.Errorf("%s(NaN) is %v", a, y[0])
		}
		if a.Scope == Vectorwise && y[1] == y[1] {
			t.Errorf("%s: beside NaN stands %v", a, y[1])
		}
	}
	for text, want := range map[string][2]float32{ // at −Inf and +Inf
		"relu": {0, inf}, "relu6": {0, 6}, "relu(max_value=4)": {0, 4}, "relu(threshold=1)": {0, inf}, "relu(0.1)": {-inf, inf}, "leaky_relu": {-inf, inf},
		"sigmoid": {0, 1}, "tanh": {-1, 1}, "softplus": {0, inf}, "log_sigmoid": {-inf, 0}, "elu": {-1, inf}, "exponential": {0, inf}, "squareplus": {0, inf},
		"hard_tanh": {-1, 1}, "hard_sigmoid": {0, 1}, "sparse_plus": {0, inf}, "sparse_sigmoid": {0, 1}, "tanh_shrink": {-inf, inf}, "linear": {-inf, inf},
	} {
		a, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		y := []float32{-inf, inf}
		if a.Apply(y, y, 1); y[0] != want[0] || y[1] != want[1] {
			t.Errorf("%s(∓Inf) is %v, want %v", text, y, want)
		}
	}
	for _, a := range []*Activation{Softmax, Sparsemax} {
		y := []float32{-inf, 2, -inf, -inf, -inf, -inf, 0, inf, 0}
		a.Apply(y, y, 3)
		if y[0] != 0 || y[1] != 1 || y[2] != 0 || y[3] == y[3] || y[6] == y[6] {
			t.Errorf("%s of rows with infinities is %v", a, y)
		}
	}
}

func TestText(t *testing.T) {
	for _, a := range variants(t) {
		for _, text := range []string{a.String(), a.Call().Full()} {
			b, err := Get(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
			} else if d := cmp.Diff(a.Call(), b.Call()); d != "" {
				t.Errorf("%s: %s", text, d)
			} else if b.Formula != a.Formula || b.Saves != a.Saves || b.Scope != a.Scope {
				t.Errorf("%s reads as another", text)
			}
		}
		if name, _, _ := strings.Cut(a.Formula, "("); name != a.Name {
			t.Errorf("the formula of %s is %q", a, a.Formula)
		}
	}
	for text, want := range map[string]string{
		"swish": "silu", "hard_swish": "hard_silu", "LeakyReLU(negative_slope=0.3)": "leaky_relu(negative_slope=0.3)", "softmax(axis=-1)": "softmax",
		"relu(max_value=6)": "relu(max_value=6.0)", "HardSigmoid": "hard_sigmoid",
	} {
		if a, err := Get(text); err != nil || a.String() != want {
			t.Errorf("%s: %v, %v; want %s", text, a, err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"softmax(axis=1)":      "axis: an activation sees the last axis, -1, have 1; use the layer Softmax(axis=1)",
		"log_softmax(axis=-2)": "axis: an activation sees the last axis, -1, have -2; move the axis to the end with the layer Permute first",
		"sparsemax(0)":         "axis: an activation sees the last axis, -1, have 0; move the axis to the end with the layer Permute first",
		"sofmax":               `unknown activation "sofmax"; did you mean "softmax"?`,
		"tanh(2)":              "tanh takes no arguments, have one more: 2",
		"leaky_relu(-1)":       "negative_slope: want at least 0, have -1",
		"relu(threshold=-1)":   "threshold: want at least 0, have -1",
		"relu(max_value=-1)":   "max_value: want at least 0, have -1",
		"elu(-1)":              "alpha: want at least 0, have -1",
		"celu(0)":              "alpha: want above 0, have 0",
		"squareplus(-4)":       "b: want at least 0, have -4",
		"hard_shrink(-1)":      "threshold: want at least 0, have -1",
		"soft_shrink(-1)":      "threshold: want at least 0, have -1",
		"threshold(1)":         "threshold needs default_value",
		"threshold(nan, 1)":    `threshold: want a number, have "nan"`,
	} {
		if a, err := Get(text); a != nil || err == nil || err.Error() != want {
			t.Errorf("%s: %v, %v; want %s", text, a, err, want)
		}
	}
	if _, err := Threshold(math.NaN(), 0); err == nil {
		t.Error("a threshold of NaN passes")
	}
}

func TestWith(t *testing.T) {
	a, err := LeakyReLU.With(0.1)
	b, err2 := LeakyReLU.With(call.Arg{Name: "negative_slope", Value: 0.1})
	if err != nil || err2 != nil || a.String() != "leaky_relu(negative_slope=0.1)" || b.String() != a.String() {
		t.Errorf("%v, %v; %v, %v", a, err, b, err2)
	}
	if _, err := Tanh.With(1); err == nil {
		t.Error("tanh takes a parameter")
	}
	_, err = ReLU.With(call.Arg{Name: "max_value", Value: 6}, 0.1)
	if want := "relu: 0.1 stands after the option max_value; options come last"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestAllocatesNothing(t *testing.T) {
	x, dy := make([]float32, 64), make([]float32, 64)
	for i := range x {
		x[i], dy[i] = float32(i)/8-4, 1
	}
	y, dx := make([]float32, 64), make([]float32, 64)
	for _, a := range variants(t) {
		if n := testing.AllocsPerRun(10, func() {
			a.Apply(y, x, 16)
			a.Grad(dx, dy, y, savedInput(a, x), 16)
		}); n != 0 {
			t.Errorf("%s allocates %v times", a, n)
		}
	}
}

func TestAt(t *testing.T) {
	if y := Tanh.At(0.5); math.Abs(y-math.Tanh(0.5)) > 1e-7 {
		t.Errorf("tanh(0.5) is %v", y)
	}
	if y := Softmax.At(1); !math.IsNaN(y) {
		t.Errorf("softmax at one number is %v", y)
	}
}

// TestSharesOfOneWhole: what says it is a Simplex gives shares.
func TestSharesOfOneWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := make([]float32, 100*9)
	for i := range x {
		x[i] = float32(r.NormFloat64() * 2)
	}
	y := make([]float32, len(x))
	for _, a := range variants(t) {
		if !a.Simplex {
			continue
		}
		a.Apply(y, x, 9)
		for row := range slices.Chunk(y, 9) {
			sum := float64(0)
			for _, v := range row {
				sum += float64(v)
			}
			if math.Abs(sum-1) > 1e-6 || slices.Min(row) < 0 {
				t.Errorf("%s: %v adds up to %v", a, row, sum)
			}
		}
	}
}
