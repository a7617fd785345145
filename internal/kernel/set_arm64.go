//go:build !noasm

package kernel

// assembly are the sets of this processor; every arm64 one has NEON. The last
// columns of a product, fewer than a tile has, go through the row kernel.
func assembly() []*set {
	return []*set{{"neon", &products{
		width: 16, depth: 320, rows: 192,
		whole: kernels{wholeNEON[:], wholeKeepNEON[:]},
		row:   rowNEON, turn4: turn4NEON, lift4: lift4NEON,
	}}}
}
