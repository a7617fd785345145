package kernel

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// peakShapes are the products of two Dense nets in training, 784-512-512 on 128
// rows and 784-100 on 32, and squares: A is m×k, B k×n.
var peakShapes = []struct {
	op      string
	m, k, n int
}{
	{"NN", 128, 784, 512}, {"NN", 128, 512, 512}, {"NN", 32, 784, 100}, {"NN", 32, 64, 100}, {"NN", 32, 100, 10}, {"NN", 1, 784, 512}, {"NN", 1, 64, 100},
	{"TN", 784, 128, 512}, {"TN", 512, 128, 512}, {"TN", 784, 32, 100}, {"TN", 64, 32, 100}, {"TN", 784, 1, 512},
	{"NT", 128, 512, 784}, {"NT", 128, 512, 512}, {"NT", 32, 100, 784}, {"NT", 32, 100, 64}, {"NT", 1, 512, 784},
	{"NN", 1024, 784, 512}, {"NN", 256, 256, 256}, {"NN", 512, 512, 512}, {"NN", 1024, 1024, 1024}, {"NN", 128, 784, 1}, {"NN", 4, 784, 512}, {"NN", 16, 784, 512},
}

// peakLoop runs the tallest kernel over the same row of B and column of A again
// and again, and returns how many operations that was.
func peakLoop() func() float64 {
	s := current.fused
	const k = 10000
	h := len(s.whole.use) - 1
	a, b, c := aligned(h), aligned(s.width), aligned(h*s.width)
	t := &tile{}
	return func() float64 {
		*t = tile{k: k, a: address(a), aRow: 4, b: address(b), c: address(c), cRow: 4 * s.width, blocks: 1}
		s.whole.use[h](t)
		runtime.KeepAlive(a)
		runtime.KeepAlive(b)
		runtime.KeepAlive(c)
		return float64(2 * k * h * s.width)
	}
}

// BenchmarkGemmOfPeak reports the best of many short samples of a product as a
// share of the best of a loop without memory, taken in turns with it: numbers
// that a busy machine disturbs little. It is for one thread at -cpu 1.
func BenchmarkGemmOfPeak(b *testing.B) {
	if current.fused == nil {
		b.Skip("plain Go has no peak to speak of")
	}
	r := rand.New(rand.NewPCG(7, 8))
	peak := peakLoop()
	for _, s := range peakShapes {
		transA, transB := s.op[0] == 'T', s.op[1] == 'T'
		x, ldx := matrix(r, s.m, s.k, 0, transA)
		y, ldy := matrix(r, s.k, s.n, 0, transB)
		c := make([]float32, s.m*s.n)
		flops := 2 * float64(s.m) * float64(s.n) * float64(s.k)
		repeat := 1 + int(2e5/flops)
		b.Run(fmt.Sprintf("%s-%dx%dx%d", s.op, s.m, s.k, s.n), func(b *testing.B) {
			best, top, mine := 0.0, 0.0, 0.0
			for start := time.Now(); time.Since(start) < 300*time.Millisecond; {
				for burst := time.Now(); time.Since(burst) < 10*time.Millisecond; {
					from := time.Now()
					for range repeat {
						Gemm(transA, transB, s.m, s.n, s.k, x, ldx, y, ldy, false, c, s.n)
					}
					mine = max(mine, flops*float64(repeat)/float64(time.Since(from)))
				}
				for range 10 {
					from := time.Now()
					done := peak()
					top = max(top, done/float64(time.Since(from)))
				}
				best = max(best, mine)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(best, "GFLOP/s")
			b.ReportMetric(100*best/(top*float64(runtime.GOMAXPROCS(0))), "%peak")
		})
	}
}
