package kernel

import (
	"math/rand/v2"
	"testing"
)

// TestGrid: the pieces of a product are as many as wanted, or nearly, cover C,
// and are cut both ways where there are many.
func TestGrid(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	for range 2000 {
		s := &splitProduct{product: product{m: 1 + r.IntN(600), n: 1 + r.IntN(600), k: 100, b: factor{step: 1}}}
		want := 1 + r.IntN(64)
		pieces := s.choose(want)
		down := pieces / s.across
		if s.rows < 1 || s.cols < 1 || down*s.rows < s.m || (down-1)*s.rows >= s.m || s.across*s.cols < s.n || (s.across-1)*s.cols >= s.n {
			t.Fatalf("%d×%d in %d pieces: %d of %d×%d, %d side by side", s.m, s.n, want, pieces, s.rows, s.cols, s.across)
		}
		if pieces > 2*want {
			t.Fatalf("%d×%d in %d pieces: there are %d", s.m, s.n, want, pieces)
		}
	}
	s := &splitProduct{product: product{m: 512, n: 512, k: 512, b: factor{step: 1}}}
	if s.choose(64); s.rows == s.m || s.cols == s.n {
		t.Errorf("64 pieces of 512×512 are %d×%d", s.rows, s.cols)
	}
}
