package kernel

import (
	"fmt"
	"testing"
)

// BenchmarkVector times every vector function with every set, in rows that stay
// in the cache; ns/value is per value of the first array.
func BenchmarkVector(b *testing.B) {
	for _, op := range vecOps {
		for _, n := range []int{10, 100, 1024} {
			for _, set := range usableVectors() {
				b.Run(fmt.Sprintf("%s/%d/%s", op.name, n, set), func(b *testing.B) {
					defer useVectors(set)()
					s := source(6)
					a := op.operands(&s, n)
					for b.Loop() {
						op.run(a, n)
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(a[0])), "ns/value")
					b.ReportMetric(0, "ns/op")
				})
			}
		}
	}
}
