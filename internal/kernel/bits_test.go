package kernel

import (
	"encoding/binary"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// source is a generator of its own, so that its numbers never change.
type source uint64

func (s *source) next() uint64 {
	*s = *s*6364136223846793005 + 1442695040888963407
	x := uint64(*s)
	return (x ^ x>>33) * 0xff51afd7ed558ccd
}

// unit is uniform over [0, 1).
func (s *source) unit() float64 { return float64(s.next()>>11) * 0x1p-53 }

func (s *source) vector(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(float64(s.unit()*8) - 4)
	}
	return x
}

// bitsOf hashes the bits of the values. All NaN count as one: their sign and
// payload are the processor's.
func bitsOf[T float32 | float64](values ...T) string {
	h := fnv.New64a()
	for _, v := range values {
		f := float64(v)
		b := math.Float64bits(f)
		if f != f {
			b = 0x7ff8000000000000
		}
		var bytes [8]byte
		binary.LittleEndian.PutUint64(bytes[:], b)
		h.Write(bytes[:])
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// scalarBits hashes a function over ordinary arguments and all sizes there are.
func scalarBits(f func(float64) float64) string {
	s := source(1)
	var y []float64
	for range 20000 {
		x := s.unit()
		y = append(y, f(float64(x*40)-20), f(float64(x*1500)-750), f(math.Float64frombits(s.next())), f(float64(x*1e5)))
	}
	return bitsOf(y...)
}

// bitsReport has a line for each function: its name and the hash of its
// results.
func bitsReport() string {
	var out strings.Builder
	line := func(name, hash string) { fmt.Fprintf(&out, "%s %s\n", name, hash) }
	for _, s := range scalars {
		line(s.name, scalarBits(s.f))
	}
	s := source(2)
	var powers []float64
	for range 20000 {
		x, y := s.unit(), float64(s.unit()*200)-100
		powers = append(powers, Pow(float64(x*10), y), Pow(0.999, math.Floor(x*1e6)), Pow(float64(x*4)-2, math.Floor(y)))
	}
	line("Pow", bitsOf(powers...))
	for mode := range 8 {
		m, n, k := 37, 71, 1100
		c := s.vector(m * n)
		transA, transB, accumulate := mode&1 != 0, mode&2 != 0, mode&4 != 0
		lda, ldb := k, n
		if transA {
			lda = m
		}
		if transB {
			ldb = k
		}
		Gemm(transA, transB, m, n, k, s.vector(m*k), lda, s.vector(k*n), ldb, accumulate, c, n)
		line(fmt.Sprintf("Gemm(%v,%v,accumulate=%v)", transA, transB, accumulate), bitsOf(c...))
	}
	rowsBits(&s, line)
	return out.String()
}

func rowsBits(s *source, line func(name, hash string)) {
	const rows, n = 45, 77
	x, y, b := s.vector(rows*n), s.vector(rows*n), s.vector(n)
	each := func(name string, f func(dst []float32)) {
		dst := append([]float32(nil), y...)
		f(dst)
		line(name, bitsOf(dst...))
	}
	each("AddRow", func(d []float32) { AddRow(d, b) })
	each("SumRows", func(d []float32) { SumRows(d[:n], x) })
	each("Add", func(d []float32) { Add(d, x) })
	each("Axpy", func(d []float32) { Axpy(0.3, x, d) })
	each("Scale", func(d []float32) { Scale(d, 0.3) })
	each("Softmax", func(d []float32) { Softmax(d, x, n) })
	each("LogSoftmax", func(d []float32) { LogSoftmax(d, x, n) })
	line("Sum", bitsOf(Sum(x)))
	line("SumSquares", bitsOf(SumSquares(x)))
	line("Dot", bitsOf(Dot(x, y)))
	line("LogSumExp", bitsOf(LogSumExp(x)))
	line("Max", bitsOf(Max(x)))
	x[700] = float32(math.Inf(1))
	line("FirstNonFinite", bitsOf(float64(FirstNonFinite(x))))
}

// TestBits compares the bits of every function with those committed: of the
// generic set, and of the sets with fused multiply-add, which all give the same.
// Run under GOAMD64=v3 or on arm64 it proves that they are the same there.
func TestBits(t *testing.T) {
	defer useVectors(vecGeneric)() // those have bits of their own: vec_bits_test.go
	onEverySet(t, func(t *testing.T) {
		golden := "testdata/bits.txt"
		if current.fused != nil {
			golden = "testdata/bits_fma.txt"
		}
		compareLines(t, golden, bitsReport())
	})
}

func compareLines(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	wantLines := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(wantLines) || line != wantLines[i] {
			t.Errorf("line %d is %q, not the golden one", i+1, line)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the golden file has %d bytes, not %d", len(want), len(got))
	}
}
