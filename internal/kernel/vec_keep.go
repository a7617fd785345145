package kernel

import (
	"math"
	"unsafe"
)

// Keep sets each y to 0 with the probability rate, else to scale. What happens is
// up to the upper 23 of 32 random bits, so rate is rounded to a multiple of 2^-23.
func Keep(y []float32, random []uint32, rate float64, scale float32) {
	if y == nil || random == nil {
		return
	}
	sameLength("Keep", len(y), len(random))
	limit := uint32(math.RoundToEven(float64(rate * (1 << 23))))
	bits := (*float32)(unsafe.Pointer(unsafe.SliceData(random)))
	if vecKeep(first(y), bits, len(y), 1+float32(float32(limit)*0x1p-23), scale) {
		return
	}
	for i, r := range random {
		k := scale
		if r>>9 < limit {
			k = 0
		}
		y[i] = k
	}
}
