package random

import "math/bits"

// Philox's constants: the multiplier of the round and the step of the key.
const (
	philoxMultiplier = 0xd2b74407b1ce6e93
	philoxWeyl       = 0x9e3779b97f4a7c15 // the golden ratio
	philoxRounds     = 10
)

// philox is Philox2x64-10, a bijection of 128-bit counters for each key (Salmon
// and others, "Parallel random numbers: as easy as 1, 2, 3", SC11).
func philox(key, counter0, counter1 uint64) (uint64, uint64) {
	for range philoxRounds {
		hi, lo := bits.Mul64(philoxMultiplier, counter0)
		counter0, counter1 = hi^key^counter1, lo
		key += philoxWeyl
	}
	return counter0, counter1
}
