package elements

import (
	"math"
	"testing"
)

func TestBytes(t *testing.T) {
	for _, c := range []struct {
		shape []int
		size  int
		want  int
		ok    bool
	}{
		{nil, 8, 8, true}, {[]int{3, 4}, 2, 24, true}, {[]int{0, 1 << 40}, 4, 0, true}, {[]int{-1}, 4, 0, false},
		{[]int{1 << 40, 1 << 40}, 4, 0, false}, {[]int{math.MaxInt}, 2, 0, false}, {[]int{math.MaxInt}, 1, math.MaxInt, true},
	} {
		if n, ok := Bytes(c.shape, c.size); n != c.want || ok != c.ok {
			t.Errorf("%v of %d: %d, %v", c.shape, c.size, n, ok)
		}
	}
}

// TestHalf compares every number with the formula of the standard.
func TestHalf(t *testing.T) {
	for h := range 1 << 16 {
		sign, exponent, fraction := 1.0, h>>10&31, float64(h&1023)
		if h>>15 == 1 {
			sign = -1
		}
		want := sign * math.Ldexp(1+fraction/1024, exponent-15)
		switch {
		case exponent == 0:
			want = sign * math.Ldexp(fraction/1024, -14)
		case exponent == 31 && fraction == 0:
			want = math.Inf(int(sign))
		case exponent == 31:
			want = math.NaN()
		}
		have := float64(Half(uint16(h)))
		if have != want && !(have != have && want != want) || math.Signbit(have) != (h>>15 == 1) {
			t.Fatalf("%#x: %g, want %g", h, have, want)
		}
	}
}
