package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var epilogueActs = map[string]struct {
	act   Act
	after func(x []float32)
}{
	"linear":        {Act{}, func(x []float32) {}},
	"relu":          {ActReLU(), func(x []float32) { ReLUTo(x, x) }},
	"leaky_relu":    {ActLeakyReLU(0.2), func(x []float32) { LeakyReLUTo(x, x, 0.2) }},
	"leaky_relu(0)": {ActLeakyReLU(0), func(x []float32) { LeakyReLUTo(x, x, 0) }},
	"leaky_relu(3)": {ActLeakyReLU(3), func(x []float32) { LeakyReLUTo(x, x, 3) }},
	"relu6":         {ActClip(0, 6), func(x []float32) { ClipTo(x, x, 0, 6) }},
}

// TestEpilogue: the bits are those of doing it afterwards, -0, infinities and
// NaN included, on any number of threads, and the padding of C is left alone.
func TestEpilogue(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		defer useVectors(chooseVectors(current.name))()
		r := rand.New(rand.NewPCG(61, 62))
		shapes := [][3]int{{1, 1, 1}, {1, 100, 64}, {9, 1, 5}, {32, 10, 100}, {130, 300, 70}, {40, 37, 600}, {3, 70, 0}, {12, 32, 9}, {50, 300, 330}}
		for range 6 {
			shapes = append(shapes, [3]int{1 + r.IntN(150), 1 + r.IntN(150), 1 + r.IntN(150)})
		}
		for _, s := range shapes {
			for mode := range 16 {
				checkEpilogue(t, r, s[0], s[1], s[2], mode)
			}
		}
	})
}

func checkEpilogue(t *testing.T, r *rand.Rand, m, n, k, mode int) {
	t.Helper()
	transA, transB, accumulate, biased := mode&1 != 0, mode&2 != 0, mode&4 != 0, mode&8 != 0
	a, lda := matrix(r, m, k, 0, transA)
	b, ldb := matrix(r, k, n, 0, transB)
	start, ldc := matrix(r, m, n, r.IntN(3), false)
	special := []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Copysign(0, -1)), 1e-45, -1e-45}
	for range 3 {
		start[r.IntN(m)*ldc+r.IntN(n)] = special[r.IntN(len(special))]
	}
	if k > 0 && r.IntN(2) == 0 {
		i := r.IntN(m) // a row of zeros with all signs
		for p := range k {
			at := i*lda + p
			if transA {
				at = p*lda + i
			}
			a[at] = float32(math.Copysign(0, r.NormFloat64()))
		}
	}
	var bias []float32
	if biased {
		bias = make([]float32, n)
		for j := range bias {
			bias[j] = float32(r.NormFloat64())
			if r.IntN(4) == 0 {
				bias[j] = special[r.IntN(len(special))]
			}
		}
	}
	for name, act := range epilogueActs {
		want := slices.Clone(start)
		Gemm(transA, transB, m, n, k, a, lda, b, ldb, accumulate, want, ldc)
		for i := range m {
			row := want[i*ldc:][:n]
			AddRow(row, bias)
			act.after(row)
		}
		count := 1 + r.IntN(2)
		threads(t, count)
		c := slices.Clone(start)
		Product(m, n, k, Operand{Data: a, LD: lda, Trans: transA}, Operand{Data: b, LD: ldb, Trans: transB}, accumulate, c, ldc, Epilogue{Bias: bias, Act: act.act})
		for i := range c {
			if !sameBits(c[i], want[i]) {
				t.Fatalf("m=%d n=%d k=%d mode %04b %s, %d threads: element %d is %v, afterwards it is %v", m, n, k, mode, name, count, i, c[i], want[i])
			}
		}
	}
}

func sameBits(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}

func TestEpilogueWantsWholeBias(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a bias of another length is taken")
		}
	}()
	one := Operand{Data: []float32{1, 2, 3, 4}, LD: 2}
	Product(2, 2, 2, one, one, false, make([]float32, 4), 2, Epilogue{Bias: make([]float32, 3)})
}
