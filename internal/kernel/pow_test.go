package kernel

import (
	"math"
	"testing"
)

// TestPowSpecialCases compares with math.Pow wherever an argument is special.
func TestPowSpecialCases(t *testing.T) {
	values := []float64{
		0, minusZero, inf, -inf, nan, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, 1e-300, -1e-300,
		1 << 53, 1<<53 + 2, 1<<53 - 1, -(1<<53 - 1), math.MaxFloat64, -math.MaxFloat64,
		math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 1e19, -1e19,
		math.Nextafter(1, 0), math.Nextafter(1, 2), 1023, 1024, -1074, -1075,
	}
	for _, x := range values {
		for _, y := range values {
			got, want := Pow(x, y), math.Pow(x, y)
			edge := want != want || want == 0 || math.IsInf(want, 0) || math.Abs(x) == 1
			if d := ulps(got, want); edge && d != 0 {
				t.Errorf("Pow(%v, %v) = %v, want %v", x, y, got, want)
			}
			if math.Signbit(got) != math.Signbit(want) && want == want {
				t.Errorf("Pow(%v, %v) = %v has the wrong sign", x, y, got)
			}
		}
	}
}

// TestPowExact: powers that are a float64 are that float64.
func TestPowExact(t *testing.T) {
	for base := -1000; base <= 1000; base++ {
		product := 1.0
		for y := 0; math.Abs(product) < 1<<53; y++ {
			if got := Pow(float64(base), float64(y)); got != product {
				t.Errorf("Pow(%d, %d) = %v, want %v", base, y, got, product)
			}
			if product *= float64(base); base >= -1 && base <= 1 && y > 5 {
				break
			}
		}
	}
	for k := -1074; k <= 1023; k++ {
		if got, want := Pow(2, float64(k)), math.Ldexp(1, k); got != want {
			t.Errorf("Pow(2, %d) = %v, want %v", k, got, want)
		}
	}
	for i := range 1000 {
		if x := float64(i); Pow(x*x, 0.5) != x {
			t.Errorf("Pow(%v, 0.5) = %v", x*x, Pow(x*x, 0.5))
		}
	}
}

// TestPowDecay follows the powers of an optimizer's decay rates step by step: a
// running product in twice the precision is exact to far more than an ulp.
func TestPowDecay(t *testing.T) {
	for _, base := range []float64{0.9, 0.999, 0.9999, 0.99999} {
		hi, lo := 1.0, 0.0
		for step := 1; step <= 1000000; step++ {
			p, e := twoProduct(hi, base)
			hi, lo = twoSum(p, e+lo*base)
			if step%97 != 0 {
				continue
			}
			got, want := float32(Pow(base, float64(step))), float32(hi)
			if d := int64(math.Float32bits(got)) - int64(math.Float32bits(want)); d < -1 || d > 1 {
				t.Fatalf("float32(Pow(%v, %d)) = %v, want %v", base, step, got, want)
			}
			if hi < 1e-300 {
				break
			}
		}
	}
}
