package random

import (
	"math"
	"slices"
	"testing"
)

// TestWordsAnyPiece: a number does not depend on the piece it is asked for in.
func TestWordsAnyPiece(t *testing.T) {
	s := New(21, "words")
	whole := make([]uint32, 100)
	s.Words(whole, 7)
	for from := range whole {
		for _, n := range []int{0, 1, 2, 3, 4, 5, 9, 30} {
			if from+n > len(whole) {
				continue
			}
			piece := make([]uint32, n)
			s.Words(piece, 7+uint64(from))
			if !slices.Equal(piece, whole[from:from+n]) {
				t.Fatalf("%d numbers from %d: %v, want %v", n, from, piece, whole[from:from+n])
			}
		}
	}
}

// TestWordsAreRandom: each bit is set half of the time, and neighbours are not
// related.
func TestWordsAreRandom(t *testing.T) {
	words := make([]uint32, draws)
	New(22, "words").Words(words, 0)
	var set [32]float64
	related := 0.0
	for i, w := range words {
		for b := range set {
			set[b] += float64(w >> b & 1)
		}
		if i > 0 {
			related += (float64(w)*0x1p-32 - 0.5) * (float64(words[i-1])*0x1p-32 - 0.5)
		}
	}
	for b, n := range set {
		if math.Abs(n/draws-0.5) > 5*0.5/math.Sqrt(draws) {
			t.Errorf("bit %d is set in %v of the words", b, n/draws)
		}
	}
	if r := 12 * related / draws; math.Abs(r) > 5/math.Sqrt(draws) {
		t.Errorf("correlation of neighbours %v", r)
	}
}

func BenchmarkWords(b *testing.B) {
	words := make([]uint32, 512)
	s := New(1)
	for b.Loop() {
		s.Words(words, 0)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(words)), "ns/value")
}

func BenchmarkUniform(b *testing.B) {
	s, sum := New(1), 0.0
	for b.Loop() {
		for i := range uint64(512) {
			sum += s.Uniform(i)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/512, "ns/value")
}
