package kernel

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// ulps is the distance of two float64 in representable numbers; two NaN are 0
// apart, and so are two zeros of one sign.
func ulps(got, want float64) uint64 {
	if got != got || want != want {
		if got != got && want != want {
			return 0
		}
		return math.MaxUint64
	}
	order := func(x float64) int64 {
		b := int64(math.Float64bits(x))
		if b < 0 {
			return math.MinInt64 - b - 1
		}
		return b
	}
	d := order(got) - order(want)
	return uint64(max(d, -d))
}

var (
	inf = math.Inf(1)
	nan = math.NaN()
	// minusZero needs a function: the constant -0.0 is 0.
	minusZero = math.Copysign(0, -1)
)

// scalars are the functions of one argument, the range of their sweep, the
// distance allowed from the true value, in ulps, and what they are at 0, -0,
// +Inf and -Inf. NaN gives NaN.
var scalars = []struct {
	name      string
	f, std    func(float64) float64 // std is nil where package math has none
	from, to  float64
	bound     uint64
	atEdges   [4]float64
	nearZeroX bool // f(x) = x for tiny x
}{
	{"Exp", Exp, math.Exp, -745, 709, 1, [4]float64{1, 1, inf, 0}, false},
	{"Expm1", Expm1, math.Expm1, -45, 709, 1, [4]float64{0, minusZero, inf, -1}, true},
	{"Log", Log, math.Log, 1e-9, 20, 1, [4]float64{-inf, -inf, inf, nan}, false},
	{"Log1p", Log1p, math.Log1p, -0.999999, 20, 1, [4]float64{0, minusZero, inf, nan}, true},
	{"Tanh", Tanh, math.Tanh, -23, 23, 1, [4]float64{0, minusZero, 1, -1}, true},
	{"Sigmoid", Sigmoid, nil, -746, 45, 2, [4]float64{0.5, 0.5, 1, 0}, false},
	{"Softplus", Softplus, nil, -746, 1000, 2, [4]float64{math.Ln2, math.Ln2, inf, 0}, false},
	{"Erf", Erf, math.Erf, -6.5, 6.5, 1, [4]float64{0, minusZero, 1, -1}, false},
	{"Sin", Sin, math.Sin, -20, 20, 1, [4]float64{0, minusZero, nan, nan}, true},
	{"Cos", Cos, math.Cos, -20, 20, 1, [4]float64{1, 1, nan, nan}, false},
}

// TestScalarsReference compares with correctly rounded values.
func TestScalarsReference(t *testing.T) {
	text, err := os.ReadFile("testdata/scalars.txt")
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]int{}
	for line := range strings.Lines(string(text)) {
		field := strings.Fields(line)
		if field[0] == "#" {
			continue
		}
		var v []float64
		for _, s := range field[1:] {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			v = append(v, x)
		}
		got, bound := math.NaN(), uint64(1)
		want := v[len(v)-1]
		if field[0] == "Pow" {
			got = Pow(v[0], v[1])
		}
		for _, s := range scalars {
			if s.name == field[0] {
				got, bound = s.f(v[0]), s.bound
			}
		}
		checked[field[0]]++
		if d := ulps(got, want); d > bound {
			t.Errorf("%s is %v: %d ulps", strings.TrimSpace(line), got, d)
		}
	}
	if len(checked) != len(scalars)+1 {
		t.Errorf("the file has values for %v", checked)
	}
}

// TestScalarsSweep compares densely with package math, whose own error is up to
// 2 ulps (and which has Exp overflow too early on amd64, so the sweep ends
// before).
func TestScalarsSweep(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, s := range scalars {
		if s.std == nil {
			continue
		}
		check := func(x float64) {
			if d := ulps(s.f(x), s.std(x)); d > s.bound+2 {
				t.Errorf("%s(%v) = %v, package math has %v: %d ulps", s.name, x, s.f(x), s.std(x), d)
			}
		}
		const steps = 50000
		for i := range steps {
			u := (float64(i) + r.Float64()) / steps
			check(s.from + (s.to-s.from)*u)
			check(max(s.from, -1) + u*(1-max(s.from, -1)))
			check(math.Exp(-708 * u))
			if s.from < 0 {
				check(-math.Exp(-708*u) * 0.999)
			}
		}
	}
}

func TestScalarsEdges(t *testing.T) {
	for _, s := range scalars {
		for i, x := range []float64{0, minusZero, inf, -inf} {
			if got, want := s.f(x), s.atEdges[i]; ulps(got, want) != 0 {
				t.Errorf("%s(%v) = %v, want %v", s.name, x, got, want)
			}
		}
		if got := s.f(nan); got == got {
			t.Errorf("%s(NaN) = %v", s.name, got)
		}
		for _, x := range []float64{math.SmallestNonzeroFloat64, -1e-310, 0x1p-1022, 1e-200, -1e-17} {
			if s.nearZeroX && s.f(x) != x {
				t.Errorf("%s(%v) = %v, want the same", s.name, x, s.f(x))
			}
		}
	}
}

// TestScalarsLimits pins where each function reaches its limit.
func TestScalarsLimits(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"Exp overflow", Exp(math.Nextafter(expOverflow, inf)), inf},
		{"Exp underflow", Exp(math.Nextafter(expUnderflow, -inf)), 0},
		{"Exp smallest", Exp(expUnderflow), math.SmallestNonzeroFloat64},
		{"Exp huge", Exp(math.MaxFloat64), inf},
		{"Expm1 overflow", Expm1(710), inf},
		{"Expm1 huge negative", Expm1(-math.MaxFloat64), -1},
		{"Log of one", Log(1), 0},
		{"Log of a negative", Log(-1), nan},
		{"Log1p(-1)", Log1p(-1), -inf},
		{"Log1p below -1", Log1p(-1.5), nan},
		{"Log1p huge", Log1p(math.MaxFloat64), math.Log(math.MaxFloat64)},
		{"Tanh large", Tanh(-1e300), -1},
		{"Sigmoid right", Sigmoid(1e300), 1},
		{"Sigmoid left", Sigmoid(-1e300), 0},
		{"Softplus right", Softplus(1e300), 1e300},
		{"Softplus left", Softplus(-1e300), 0},
		{"Erf large", Erf(-1e300), -1},
		{"Erf subnormal", Erf(-0x1p-1030), -0x1.20dd750429b6dp-1030},
		{"Sin too large", Sin(2e6), nan},
		{"Cos too large", Cos(-2e6), nan},
	} {
		if d := ulps(c.got, c.want); d > 0 {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}
