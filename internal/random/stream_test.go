package random

import (
	"math"
	"math/bits"
	"testing"
)

// TestPhiloxKnownAnswers checks the generator with the vectors of its authors'
// library, Random123.
func TestPhiloxKnownAnswers(t *testing.T) {
	const all = math.MaxUint64
	for _, c := range []struct{ counter0, counter1, key, want0, want1 uint64 }{
		{0, 0, 0, 0xca00a0459843d731, 0x66c24222c9a845b5},
		{all, all, all, 0x65b021d60cd8310f, 0x4d02f3222f86df20},
		{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x0a5e742c2997341c, 0xb0f883d38000de5d},
	} {
		if a, b := philox(c.key, c.counter0, c.counter1); a != c.want0 || b != c.want1 {
			t.Errorf("philox(%x, %x, %x) = %x, %x; want %x, %x", c.key, c.counter0, c.counter1, a, b, c.want0, c.want1)
		}
	}
}

// TestGolden pins the numbers themselves: results depend on them.
func TestGolden(t *testing.T) {
	s := New(42, "dropout", "dense_1").At(7)
	perm := make([]int, 6)
	s.Perm(perm)
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"first", New(0).Bits(0), uint64(0xca00a0459843d731)},
		{"seed 42", New(42).Bits(1), uint64(0x71da5fafb53570a)},
		{"step", s.Bits(0), uint64(0xc8895a73588e7906)},
		{"last", s.Bits(math.MaxUint64), uint64(0x4d243e7c0566f858)},
		{"long name", New(1, "a name of many bytes").Bits(3), uint64(0xdb69ec7df56a2fc6)},
		{"Uniform", s.Uniform(5), 0.10023848648354694},
		{"Normal", s.Normal(5), -2.1447823078142156},
		{"TruncatedNormal", s.TruncatedNormal(5), -1.844046500434366},
		{"IntN", s.IntN(5, 1000), 100},
		{"Perm", [6]int(perm), [6]int{5, 4, 0, 1, 2, 3}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %#v, want %#v", c.name, c.got, c.want)
		}
	}
}

// TestGoldenSums pins many numbers at once, on every architecture.
func TestGoldenSums(t *testing.T) {
	s := New(1, "golden")
	var hash uint64
	for i := range uint64(20000) {
		for _, x := range []float64{s.Uniform(i), s.Normal(i), s.TruncatedNormal(i)} {
			hash = hash*0x9e3779b97f4a7c15 + math.Float64bits(x)
		}
	}
	if want := uint64(0x8a180657f8875596); hash != want {
		t.Errorf("the hash of the numbers is %#x, want %#x", hash, want)
	}
}

// TestNames: the order of names, where they end, steps and seeds all matter.
func TestNames(t *testing.T) {
	seen := map[uint64]string{}
	for name, s := range map[string]Stream{
		"0": New(0), "1": New(1), "empty": New(0, ""), "two empty": New(0, "", ""),
		"a bc": New(0, "a", "bc"), "ab c": New(0, "ab", "c"), "abc": New(0, "abc"), "bc a": New(0, "bc", "a"),
		"nul": New(0, "a\x00"), "a": New(0, "a"), "eight": New(0, "12345678"), "nine": New(0, "123456789"),
		"eight and one": New(0, "12345678", "9"), "nine, last differs": New(0, "12345678:"),
		"step 0": New(0).At(0), "step 1": New(0).At(1), "step 1 of a": New(0, "a").At(1), "a of step 1": New(0).At(1).Sub("a"),
	} {
		if other, ok := seen[s.Bits(0)]; ok {
			t.Errorf("%q and %q are one stream", name, other)
		}
		seen[s.Bits(0)] = name
	}
	if New(3, "a", "b") != New(3, "a").Sub("b") {
		t.Error("Sub differs from more names in New")
	}
}

// TestAvalanche flips one bit of the counter, the key, the seed or the step:
// each bit of the number must change half of the time.
func TestAvalanche(t *testing.T) {
	const samples = 2000
	for name, f := range map[string]func(x uint64) uint64{
		"counter": func(x uint64) uint64 { return Stream{12345}.Bits(x) },
		"key":     func(x uint64) uint64 { return Stream{x}.Bits(7) },
		"seed":    func(x uint64) uint64 { return New(x, "layer").Bits(0) },
		"step":    func(x uint64) uint64 { return New(1, "layer").At(x).Bits(0) },
	} {
		for flip := range 64 {
			var changed [64]int
			for i := range samples {
				x := Stream{99}.Bits(uint64(i))
				if i%2 == 0 {
					x = uint64(i) // small counters are the usual ones
				}
				for d := f(x) ^ f(x^1<<flip); d != 0; d &= d - 1 {
					changed[bits.TrailingZeros64(d)]++
				}
			}
			for bit, n := range changed {
				if math.Abs(float64(n)-samples/2) > 6*math.Sqrt(samples)/2 {
					t.Errorf("%s: flipping bit %d changes bit %d %d times of %d", name, flip, bit, n, samples)
				}
			}
		}
	}
}

// TestNeighbours: neighbouring counters, steps and keys are not correlated.
func TestNeighbours(t *testing.T) {
	const n = 200000
	s := New(5)
	for name, pair := range map[string]func(i uint64) (float64, float64){
		"counters": func(i uint64) (float64, float64) { return s.Uniform(i), s.Uniform(i + 1) },
		"keys":     func(i uint64) (float64, float64) { return Stream{i}.Uniform(0), Stream{i + 1}.Uniform(0) },
		"steps":    func(i uint64) (float64, float64) { return s.At(i).Uniform(3), s.At(i + 1).Uniform(3) },
		"both":     func(i uint64) (float64, float64) { return Stream{i}.Uniform(i), Stream{i + 1}.Uniform(i + 1) },
	} {
		var sum float64
		for i := range uint64(n) {
			a, b := pair(i)
			sum += (a - 0.5) * (b - 0.5)
		}
		if r := sum / n * 12; math.Abs(r) > 5/math.Sqrt(n) {
			t.Errorf("neighbouring %s correlate by %v", name, r)
		}
	}
}

// TestNothingAllocates, but for the names of New.
func TestNothingAllocates(t *testing.T) {
	s, dst, sum := New(1), make([]int, 50), 0.0
	swap := func(i, j int) { dst[i], dst[j] = dst[j], dst[i] }
	if n := testing.AllocsPerRun(10, func() {
		u := s.At(3).Sub("kernel")
		sum += u.Uniform(1) + u.Normal(2) + u.TruncatedNormal(3) + float64(u.IntN(4, 9))
		u.Perm(dst)
		u.Shuffle(50, swap)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
