package kernel

import "testing"

func BenchmarkScalars(b *testing.B) {
	for _, s := range scalars {
		b.Run(s.name, func(b *testing.B) {
			x, sum := 0.1, 0.0
			for b.Loop() {
				sum += s.f(x)
				if x += 0.37; x > 5 {
					x -= 4.9
				}
			}
			if sum == 0 {
				b.Error("all zero")
			}
		})
	}
}
