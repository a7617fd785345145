package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// onEverySet runs a test with each kernel set that this processor has.
func onEverySet(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	was := current
	defer func() { current = was }()
	for _, s := range sets {
		current = s
		t.Run(s.name, f)
	}
}

// fma32 is a·b + c with one rounding to float32. The product is exact in
// float64; the sum is rounded to odd there, so that rounding it again to float32
// gives what rounding the exact sum does.
func fma32(a, b, c float32) float32 {
	product, addend := float64(a)*float64(b), float64(c)
	sum, lost := twoSum(product, addend)
	if math.IsInf(sum, 0) || sum != sum || lost == 0 {
		return float32(sum)
	}
	if bits := math.Float64bits(sum); bits&1 == 0 {
		if (lost > 0) == (sum > 0) {
			bits++
		} else {
			bits--
		}
		sum = math.Float64frombits(bits)
	}
	return float32(sum)
}

// TestFMA32 compares the reference of all products with exact arithmetic.
func TestFMA32(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for range 200000 {
		a := float32(math.Ldexp(r.Float64()*2-1, r.IntN(60)-30))
		b := float32(math.Ldexp(r.Float64()*2-1, r.IntN(60)-30))
		c := float32(math.Ldexp(r.Float64()*2-1, r.IntN(120)-60))
		switch r.IntN(4) {
		case 0: // near a tie
			c = float32(math.Ldexp(1+float64(r.IntN(1<<20))*0x1p-20, 24))
			a, b = float32(r.IntN(5))*0.5, 1+float32(r.IntN(3)-1)*0x1p-23
		case 1: // near cancellation
			c = -float32(float64(a) * float64(b))
		case 2: // a subnormal result
			a, b, c = a*0x1p-90, b*0x1p-40, c*0x1p-120
		}
		exact := new(big.Float).SetPrec(400).Mul(big.NewFloat(float64(a)), big.NewFloat(float64(b)))
		exact.Add(exact, big.NewFloat(float64(c)))
		if want, _ := exact.Float32(); fma32(a, b, c) != want {
			t.Fatalf("fma32(%v, %v, %v) = %v, want %v", a, b, c, fma32(a, b, c), want)
		}
	}
}

func TestChoose(t *testing.T) {
	fast, slow := &set{name: "avx2"}, &set{name: "generic"}
	from := []*set{fast, slow}
	for _, c := range []struct {
		name string
		want *set
		note string
	}{
		{"", fast, ""},
		{"avx2", fast, ""},
		{"generic", slow, ""},
		{"neon", fast, "LAYERCAKE_KERNELS=neon: this program on this processor has avx2, generic; using avx2"},
		{"AVX2 ", fast, "LAYERCAKE_KERNELS=AVX2 : this program on this processor has avx2, generic; using avx2"},
	} {
		if got, note := choose(c.name, from); got != c.want || note != c.note {
			t.Errorf("choose(%q) = %s, %q", c.name, got.name, note)
		}
	}
}

// TestSet: generic is always there, and the name is one of those promised.
func TestSet(t *testing.T) {
	if !strings.Contains(" avx512 avx2 neon generic ", " "+Set()+" ") {
		t.Errorf("Set() = %q", Set())
	}
	if last := sets[len(sets)-1]; last != generic {
		t.Errorf("the last set is %s", last.name)
	}
	if SetNote() != setNote {
		t.Errorf("SetNote() = %q", SetNote())
	}
}
