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
		threads := 1 + r.IntN(32)
		pieces := s.choose(want, threads)
		down := pieces / s.across
		if s.rows < 1 || s.cols < 1 || down*s.rows < s.m || (down-1)*s.rows >= s.m || s.across*s.cols < s.n || (s.across-1)*s.cols >= s.n {
			t.Fatalf("%d×%d in %d pieces: %d of %d×%d, %d side by side", s.m, s.n, want, pieces, s.rows, s.cols, s.across)
		}
		if pieces > 2*want {
			t.Fatalf("%d×%d in %d pieces: there are %d", s.m, s.n, want, pieces)
		}
	}
	s := &splitProduct{product: product{m: 512, n: 512, k: 512, b: factor{step: 1}}}
	if s.choose(64, 32); s.rows == s.m || s.cols == s.n {
		t.Errorf("64 pieces of 512×512 are %d×%d", s.rows, s.cols)
	}
	for _, c := range []struct{ m, n, k int }{{32, 100, 784}, {784, 100, 32}, {128, 512, 784}, {784, 512, 128}} {
		s := &splitProduct{product: product{m: c.m, n: c.n, k: c.k, b: factor{step: 1}}}
		pieces := s.choose(4, 2)
		var halves [2]int
		for i := range pieces {
			halves[2*i/pieces] += min(s.rows, c.m-i/s.across*s.rows) * min(s.cols, c.n-i%s.across*s.cols)
		}
		if most := max(halves[0], halves[1]); 100*most > 51*c.m*c.n {
			t.Errorf("%v: pieces of %d×%d give one of two threads %d of %d", c, s.rows, s.cols, most, c.m*c.n)
		}
	}
}
