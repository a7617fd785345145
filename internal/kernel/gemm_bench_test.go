package kernel

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// gemmShape is a product for benchmarks: op says by N or T which factor is
// transposed; A is m×k, B k×n.
type gemmShape struct {
	op      string
	m, k, n int
}

func (s gemmShape) String() string { return fmt.Sprintf("%s-%dx%dx%d", s.op, s.m, s.k, s.n) }

func (s gemmShape) flops() float64 { return 2 * float64(s.m) * float64(s.k) * float64(s.n) }

// operands makes them, and gives the product. Weight gradients are added to what
// is there.
func (s gemmShape) operands() (run func()) {
	r := rand.New(rand.NewPCG(7, 8))
	transA, transB := s.op[0] == 'T', s.op[1] == 'T'
	a, lda := matrix(r, s.m, s.k, 0, transA)
	b, ldb := matrix(r, s.k, s.n, 0, transB)
	c := make([]float32, s.m*s.n)
	return func() { Gemm(transA, transB, s.m, s.n, s.k, a, lda, b, ldb, transA, c, s.n) }
}

// gemmShapes are the products of two Dense nets: 784-512-512 on 128 rows,
// 64-100-10 and 784-100 on 32; and others.
var gemmShapes = []gemmShape{
	{"NN", 128, 784, 512}, {"NN", 128, 512, 512}, {"TN", 784, 128, 512}, {"TN", 512, 128, 512}, {"NT", 128, 512, 512},
	{"NN", 32, 784, 100}, {"TN", 784, 32, 100}, {"NT", 32, 100, 784},
	{"NN", 32, 64, 100}, {"NN", 32, 100, 10}, {"TN", 64, 32, 100}, {"TN", 100, 32, 10}, {"NT", 32, 10, 100},
	{"NN", 1, 784, 512}, {"NN", 1, 64, 100}, {"NN", 1, 100, 10}, {"TN", 784, 1, 512}, {"NT", 1, 512, 784},
	{"NT", 1, 784, 512}, {"NN", 4, 784, 512}, {"NN", 16, 784, 512}, {"NN", 1024, 784, 512}, {"NN", 128, 784, 1}, {"TN", 72, 4096, 32},
	{"NN", 256, 256, 256}, {"NN", 512, 512, 512}, {"NN", 1024, 1024, 1024},
}

func BenchmarkGemm(b *testing.B) {
	for _, s := range gemmShapes {
		b.Run(s.String(), func(b *testing.B) {
			run := s.operands()
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
			b.ReportMetric(s.flops()*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
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
// share of the best of peakLoop, taken in turns with it: numbers that a busy
// machine disturbs little. With -cpu 2 the peak counts twice.
func BenchmarkGemmOfPeak(b *testing.B) {
	if current.fused == nil {
		b.Skip("plain Go has no peak to speak of")
	}
	peak := peakLoop()
	for _, s := range gemmShapes {
		b.Run(s.String(), func(b *testing.B) {
			run, repeat := s.operands(), 1+int(2e5/s.flops())
			best, top := 0.0, 0.0
			for start := time.Now(); time.Since(start) < 300*time.Millisecond; {
				for burst := time.Now(); time.Since(burst) < 10*time.Millisecond; {
					from := time.Now()
					for range repeat {
						run()
					}
					best = max(best, s.flops()*float64(repeat)/float64(time.Since(from)))
				}
				for range 10 {
					from := time.Now()
					done := peak()
					top = max(top, done/float64(time.Since(from)))
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(best, "GFLOP/s")
			b.ReportMetric(100*best/(top*float64(runtime.GOMAXPROCS(0))), "%peak")
		})
	}
}
