package kernel

import "unsafe"

// aligned is a new slice of n > 0 values that begins at a cache line.
func aligned(n int) []float32 {
	const line = 64
	s := make([]float32, n+line/4-1)
	skip := -uintptr(unsafe.Pointer(&s[0])) % line / 4
	return s[skip:][:n]
}
