package random

import (
	"math"

	"github.com/layercake-go/layercake/internal/kernel"
)

// truncation is where TruncatedNormal ends, in standard deviations, as in
// Keras.
const truncation = 2

// Normal is normal with mean 0 and standard deviation 1 (Box and Muller). It
// lies within ±8.6.
func (s Stream) Normal(i uint64) float64 {
	return boxMuller(philox(s.key, i, 0))
}

// TruncatedNormal is Normal without what lies beyond ±2, like Keras's
// TruncatedNormal with stddev 1: its own standard deviation is 0.88. It draws
// again until it fits, 1.05 times on average.
func (s Stream) TruncatedNormal(i uint64) float64 {
	for attempt := uint64(0); ; attempt++ {
		z := boxMuller(philox(s.key, i, attempt))
		if math.Abs(z) <= truncation {
			return z
		}
	}
}

// boxMuller makes a normal number of two uniform ones: a radius, whose uniform
// number lies in (0, 1], and an angle.
func boxMuller(a, b uint64) float64 {
	radius := math.Sqrt(-2 * kernel.Log(unit(a)+0x1p-53))
	return float64(radius * kernel.Cos(2*math.Pi*unit(b)))
}
