package initializers_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/layercake-go/layercake/initializers"
	"github.com/layercake-go/layercake/internal/call"
	"github.com/layercake-go/layercake/internal/golden"
	"github.com/layercake-go/layercake/internal/random"
)

const cases = "testdata/initializers.jsonl"

// builtin are the names of the package itself: an example registers one more.
var builtin, entries = Names(), Entries()

var unmet = golden.Unmet{
	"default/LSTM_bias": "the first bias of a layer: comes with LSTM",
}

type law struct {
	Name, Cls, Law    string
	Kwargs            golden.Args
	Shape, Flattened  []int
	Low, High         float64
	Mean, Stddev, Cut float64
	ExpectedStd       float64 `json:"expected_std"`
	Value             golden.Array
}

func TestGolden(t *testing.T) {
	golden.Check(t, cases, unmet, func(t testing.TB, raw json.RawMessage) {
		var c law
		golden.Decode(t, raw, &c)
		init, err := Get(call.Call{Name: c.Cls, Args: c.Kwargs})
		if err != nil {
			t.Fatal(err)
		}
		if init.Check != nil {
			if err := init.Check(c.Shape); err != nil {
				t.Fatal(err)
			}
		}
		size := 1
		for _, n := range c.Shape {
			size *= n
		}
		w := make([]float32, size)
		init.Fill(w, c.Shape, random.New(1, c.Name))
		switch c.Law {
		case "exact":
			golden.Near(t, "value", w, c.Value)
		case "orthogonal":
			gain, _ := call.Call{Args: c.Kwargs}.Get("gain")
			checkOrthogonal(t, w, c.Flattened[0], c.Flattened[1], gain.(float64))
		case "uniform":
			checkRange(t, w, c.Low, c.High)
			checkMoments(t, w, c.Mean, c.ExpectedStd, 1.8)
		case "truncated_normal":
			checkRange(t, w, c.Mean-c.Cut, c.Mean+c.Cut)
			checkMoments(t, w, c.Mean, c.ExpectedStd, 2.4)
		case "normal":
			checkMoments(t, w, c.Mean, c.ExpectedStd, 3)
		default:
			t.Errorf("no law %q", c.Law)
		}
	})
}

// checkRange: values fill the range from low to high, and no more. Float32
// rounds the ends.
func checkRange(t testing.TB, w []float32, low, high float64) {
	t.Helper()
	least, most := float64(slices.Min(w)), float64(slices.Max(w))
	slack := 1e-6 * (high - low)
	if least < low-slack || most > high+slack {
		t.Errorf("values from %v to %v, want %v to %v", least, most, low, high)
	}
	if len(w) >= 10000 && (least > low+0.01*(high-low) || most < high-0.01*(high-low)) {
		t.Errorf("values only from %v to %v, want %v to %v", least, most, low, high)
	}
}

// checkMoments compares mean and standard deviation within five standard errors.
// That of a sample's standard deviation depends on the kurtosis of its law.
func checkMoments(t testing.TB, w []float32, mean, std, kurtosis float64) {
	t.Helper()
	sum, squares, n := 0.0, 0.0, float64(len(w))
	for _, v := range w {
		sum += float64(v)
	}
	for _, v := range w {
		squares += (float64(v) - sum/n) * (float64(v) - sum/n)
	}
	if got := sum / n; math.Abs(got-mean) > 5*std/math.Sqrt(n) {
		t.Errorf("mean %v, want %v", got, mean)
	}
	got := math.Sqrt(squares / (n - 1))
	if math.Abs(got-std) > 5*std*math.Sqrt((kurtosis-1)/(4*n)) {
		t.Errorf("standard deviation %v of %v values, want %v", got, n, std)
	}
}

// checkOrthogonal: columns, or rows if they are fewer, have length gain and are
// orthogonal.
func checkOrthogonal(t testing.TB, w []float32, rows, cols int, gain float64) {
	t.Helper()
	at := func(i, k int) float64 { return float64(w[k*cols+i]) }
	count, n := cols, rows
	if rows < cols {
		at = func(i, k int) float64 { return float64(w[i*cols+k]) }
		count, n = rows, cols
	}
	for i := range count {
		for j := range i + 1 {
			want := 0.0
			if i == j {
				want = gain * gain
			}
			got := 0.0
			for k := range n {
				got += at(i, k) * at(j, k)
			}
			if math.Abs(got-want) > 1e-5 {
				t.Errorf("vector %d times %d is %v, want %v", i, j, got, want)
			}
		}
	}
}

func TestComplete(t *testing.T) {
	want := slices.DeleteFunc(golden.Classes(t, cases), func(class string) bool { return class == "LSTM" })
	want = append(want, "STFT") // has no golden case: see TestSTFT
	slices.Sort(want)
	var have []string
	for _, e := range entries {
		have = append(have, e.Class)
	}
	slices.Sort(have)
	if d := cmp.Diff(want, have); d != "" {
		t.Errorf("golden cases of, and registered (+): %s", d)
	}
}

// TestDraws: a value is a function of stream, seed, shape and place.
func TestDraws(t *testing.T) {
	shape := []int{6, 4}
	fill := func(i *Initializer, r random.Stream) []float32 {
		w := make([]float32, 24)
		i.Fill(w, shape, r)
		return w
	}
	for _, name := range builtin {
		i, err := Get(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "stft" {
			shape = []int{6, 1, 4}
		}
		a, b := fill(i, random.New(1)), fill(i, random.New(2))
		if !slices.Equal(a, fill(i, random.New(1))) {
			t.Errorf("%s: one stream, two fillings", i)
		}
		draws := slices.Contains(drawn, name)
		if slices.Equal(a, b) == draws {
			t.Errorf("%s: draws %v, but two streams give %v and %v", i, draws, a, b)
		}
		if draws {
			s, err := Get(call.Call{Name: name, Args: []call.Arg{{Name: "seed", Value: 2}}})
			if err != nil {
				t.Fatal(err)
			}
			if c := fill(s, random.New(1)); *s.Seed != 2 || !slices.Equal(c, b) {
				t.Errorf("%s: the seed does not replace the stream", s)
			}
		}
		shape = []int{6, 4}
	}
}

func TestFans(t *testing.T) {
	for text, want := range map[string]float64{ // the bound of a uniform law is √(3/fan)
		"LecunUniform": 5 * 7, "LecunUniform(None, [0], [1])": 5, "LecunUniform(input_axes=[0, 1, 2], output_axes=[2])": 5 * 7 * 11,
		"LecunUniform(input_axes=[0])": 5 * 7, "VarianceScaling(1, fan_out, uniform)": 5 * 11, "VarianceScaling(1, fan_in, uniform, input_axes=[-1], output_axes=[0])": 11,
	} {
		i, err := Get(text)
		if err != nil {
			t.Fatal(err)
		}
		w := make([]float32, 5*7*11)
		i.Fill(w, []int{5, 7, 11}, random.New(3))
		limit := math.Sqrt(3 / want)
		checkRange(t, w, -limit, limit)
		checkMoments(t, w, 0, limit/math.Sqrt(3), 1.8)
	}
}

func TestText(t *testing.T) {
	for _, text := range append([]string{"constant(0.5)", "random_normal(stddev=0.01, seed=7)", "uniform(-1, 1)", "orthogonal(2, 3)", "stft(imag, None)",
		"variance_scaling(2, fan_out, uniform, 1, [0], [1])"}, builtin...) {
		i, err := Get(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for _, text := range []string{i.String(), i.Call().Full()} {
			back, err := Get(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
			} else if d := cmp.Diff(i.Call(), back.Call()); d != "" {
				t.Errorf("%s: %s", text, d)
			}
		}
		if i.Formula == "" {
			t.Errorf("%s has no formula", i)
		}
	}
	for text, want := range map[string]string{
		"zero": "zeros", "zeros": "zeros", "one": "ones", "normal": "random_normal", "uniform": "random_uniform", "glorot_uniform(7)": "glorot_uniform(seed=7)",
		"OrthogonalInitializer": "orthogonal", "IdentityInitializer": "identity", "stft": "stft", "he_normal": "he_normal", "constant(1)": "constant(1.0)",
	} {
		if i, err := Get(text); err != nil || i.String() != want {
			t.Errorf("%s: %v, %v; want %s", text, i, err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"glorot_unifrom":                 `unknown initializer "glorot_unifrom"; did you mean "glorot_uniform"?`,
		"random_normal(stddev=-1)":       "stddev: want at least 0, have -1",
		"truncated_normal(0, -1)":        "stddev: want at least 0, have -1",
		"random_uniform(1, 0)":           "maxval: want at least minval 1, have 0",
		"variance_scaling(0)":            "scale: want above 0, have 0",
		"variance_scaling(mode=fan)":     `mode: want fan_in, fan_out or fan_avg, have "fan"`,
		"variance_scaling(1, fan_in, t)": `distribution: want truncated_normal, untruncated_normal or uniform, have "t"`,
		"zeros(1)":                       "zeros takes no arguments, have one more: 1",
		"stft(left)":                     `side: want real or imag, have "left"`,
		"stft(window=kaiser)":            `window: want hann, hamming, blackman, boxcar or None, have "kaiser"`,
		"stft(scaling=big)":              `scaling: want density, spectrum or None, have "big"`,
	} {
		if i, err := Get(text); i != nil || err == nil || err.Error() != want {
			t.Errorf("%s: %v, %v; want %s", text, i, err, want)
		}
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		text  string
		shape []int
		ok    bool
	}{
		{"orthogonal", []int{3}, false}, {"orthogonal", []int{3, 4, 5}, true}, {"identity", []int{3}, false}, {"identity", []int{3, 4}, true},
		{"stft", []int{4, 2, 3}, false}, {"stft", []int{4, 1, 3}, true},
		{"he_normal(input_axes=[2], output_axes=[0])", []int{3, 4}, false}, {"he_normal(None, [-2], [1])", []int{3, 4}, true},
	} {
		i, err := Get(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if err := i.Check(c.shape); (err == nil) != c.ok {
			t.Errorf("%s of %v: %v", c.text, c.shape, err)
		}
	}
	for _, name := range builtin { // shapes that Check may refuse are no reason to panic
		i, err := Get(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, shape := range [][]int{{}, {6}, {2, 3}, {1, 2, 3}, {1, 1, 2, 3}} {
			w := make([]float32, 6)
			if len(shape) == 0 {
				w = w[:1]
			}
			i.Fill(w, shape, random.New(1))
			for _, v := range w {
				if v != v || math.IsInf(float64(v), 0) {
					t.Errorf("%s fills %v with %v", i, shape, w)
				}
			}
		}
		i.Fill(nil, []int{0, 3}, random.New(1))
		i.Fill(nil, []int{3, 0}, random.New(1))
	}
}

func TestRegister(t *testing.T) {
	fill := func([]float32, []int, random.Stream) {}
	for what, i := range map[string]*Initializer{
		"nothing":       nil,
		"no name":       {Fill: fill},
		"no Fill":       {Name: "empty"},
		"a taken name":  {Name: "he_normal", Fill: fill},
		"a taken alias": {Name: "normal", Fill: fill},
	} {
		if err := Register(i); err == nil {
			t.Errorf("%s is registered", what)
		}
	}
	mine := &Initializer{Name: "mine", Fill: fill}
	if err := Register(mine); err != nil || !Registered(mine) || Registered(&Initializer{Name: "other"}) {
		t.Error(err)
	}
}

func BenchmarkOrthogonal(b *testing.B) {
	shape := []int{256, 1024} // the recurrent kernel of LSTM(256)
	w := make([]float32, 256*1024)
	for b.Loop() {
		Orthogonal.Fill(w, shape, random.New(1))
	}
}
