package random

import (
	"math"
	"slices"
	"testing"
)

const draws = 1000000

// moments gives mean, standard deviation, skewness and kurtosis.
func moments(f func(i uint64) float64) (mean, std, skew, kurt float64) {
	for i := range uint64(draws) {
		mean += f(i) / draws
	}
	var m2, m3, m4 float64
	for i := range uint64(draws) {
		d := f(i) - mean
		m2 += d * d / draws
		m3 += d * d * d / draws
		m4 += d * d * d * d / draws
	}
	return mean, math.Sqrt(m2), m3 / math.Pow(m2, 1.5), m4 / (m2 * m2)
}

func TestMoments(t *testing.T) {
	s := New(11, "moments")
	for name, c := range map[string]struct {
		f                     func(i uint64) float64
		mean, std, skew, kurt float64
	}{
		"Uniform":         {s.Uniform, 0.5, math.Sqrt(1.0 / 12), 0, 1.8},
		"Normal":          {s.Normal, 0, 1, 0, 3},
		"TruncatedNormal": {s.TruncatedNormal, 0, 0.8796256610342398, 0, 2.3654658},
	} {
		mean, std, skew, kurt := moments(c.f)
		// About five standard errors of a million draws.
		if math.Abs(mean-c.mean) > 0.005 || math.Abs(std-c.std) > 0.004 || math.Abs(skew-c.skew) > 0.0125 || math.Abs(kurt-c.kurt) > 0.025 {
			t.Errorf("%s: mean %v, std %v, skewness %v, kurtosis %v; want %v, %v, %v, %v", name, mean, std, skew, kurt, c.mean, c.std, c.skew, c.kurt)
		}
	}
}

// TestNormalQuantiles compares the share below z with the normal distribution's.
func TestNormalQuantiles(t *testing.T) {
	s := New(12)
	for _, z := range []float64{-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3} {
		below := 0.0
		for i := range uint64(draws) {
			if s.Normal(i) < z {
				below++
			}
		}
		p := 0.5 * math.Erfc(-z/math.Sqrt2)
		if math.Abs(below/draws-p) > 5*math.Sqrt(p*(1-p)/draws) {
			t.Errorf("%v of the numbers lie below %v, want %v", below/draws, z, p)
		}
	}
}

func TestRanges(t *testing.T) {
	s := New(13)
	for i := range uint64(draws) {
		if u := s.Uniform(i); u < 0 || u >= 1 {
			t.Fatalf("Uniform(%d) = %v", i, u)
		}
		if z := s.TruncatedNormal(i); math.Abs(z) > 2 {
			t.Fatalf("TruncatedNormal(%d) = %v", i, z)
		}
	}
	if unit(0) != 0 || unit(math.MaxUint64) != 1-0x1p-53 {
		t.Errorf("the ends of Uniform are %v and %v", unit(0), unit(math.MaxUint64))
	}
	if z := boxMuller(0, 0); math.Abs(z-8.5716) > 1e-3 || boxMuller(math.MaxUint64, 0) != 0 {
		t.Errorf("the ends of Normal are %v and %v", z, boxMuller(math.MaxUint64, 0))
	}
	for _, n := range []int{-5, 0, 1} {
		if got := s.IntN(3, n); got != 0 {
			t.Errorf("IntN(_, %d) = %d", n, got)
		}
	}
}

// chiSquare is Σ (seen - expected)² / expected over equally likely cells, in
// standard deviations from its mean.
func chiSquare(cells []int) float64 {
	total := 0
	for _, n := range cells {
		total += n
	}
	expected := float64(total) / float64(len(cells))
	var sum float64
	for _, n := range cells {
		sum += (float64(n) - expected) * (float64(n) - expected) / expected
	}
	freedom := float64(len(cells) - 1)
	return (sum - freedom) / math.Sqrt(2*freedom)
}

func TestChiSquare(t *testing.T) {
	s := New(14)
	for _, n := range []int{2, 3, 10, 97, 1000} {
		cells := make([]int, n)
		for i := range uint64(draws) {
			cells[s.IntN(i, n)]++
		}
		if x := chiSquare(cells); math.Abs(x) > 5 {
			t.Errorf("IntN(_, %d) is %v standard deviations from even", n, x)
		}
	}
	// The lowest bits and pairs of neighbours, 64 cells each.
	low, pairs := make([]int, 64), make([]int, 64)
	for i := range uint64(draws) {
		low[s.Bits(i)&63]++
		pairs[s.IntN(2*i, 8)*8+s.IntN(2*i+1, 8)]++
	}
	if x, y := chiSquare(low), chiSquare(pairs); math.Abs(x) > 5 || math.Abs(y) > 5 {
		t.Errorf("low bits are %v and pairs %v standard deviations from even", x, y)
	}
}

// TestPermutations: every order of four things is equally likely, and Perm and
// Shuffle lose nothing.
func TestPermutations(t *testing.T) {
	perms, shuffles := map[[4]int]int{}, map[[4]int]int{}
	s := New(15)
	for step := range uint64(24000) {
		var p [4]int
		s.At(step).Perm(p[:])
		perms[p]++
		q := [4]int{0, 1, 2, 3}
		s.At(step).Shuffle(4, func(i, j int) { q[i], q[j] = q[j], q[i] })
		shuffles[q]++
	}
	for name, seen := range map[string]map[[4]int]int{"Perm": perms, "Shuffle": shuffles} {
		var cells []int
		for _, n := range seen {
			cells = append(cells, n)
		}
		if len(cells) != 24 || math.Abs(chiSquare(cells)) > 5 {
			t.Errorf("%s gives %d orders of 4, %v standard deviations from even", name, len(cells), chiSquare(cells))
		}
	}
	for _, n := range []int{0, 1, 2, 1000} {
		dst := make([]int, n)
		s.Perm(dst)
		slices.Sort(dst)
		for i, v := range dst {
			if i != v {
				t.Fatalf("Perm of %d holds %d at place %d once sorted", n, v, i)
			}
		}
	}
}

func BenchmarkStream(b *testing.B) {
	s := New(1)
	for name, f := range map[string]func(i uint64) float64{
		"Uniform": s.Uniform, "Normal": s.Normal, "TruncatedNormal": s.TruncatedNormal,
	} {
		b.Run(name, func(b *testing.B) {
			sum := 0.0
			for i := uint64(0); b.Loop(); i++ {
				sum += f(i)
			}
			if sum == 0 {
				b.Error("all zero")
			}
		})
	}
}
