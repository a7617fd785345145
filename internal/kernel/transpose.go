package kernel

// Transpose sets dst to the transposed matrix of src, which has so many rows and
// columns. A factor that many products read transposed is better turned once.
func Transpose(dst, src []float32, rows, cols int) {
	if dst == nil || rows <= 0 || cols <= 0 {
		return
	}
	sameLength("Transpose", len(src), rows*cols)
	sameLength("Transpose", len(dst), rows*cols)
	if current.fused == nil {
		turnSlowly(dst, rows, src, cols, cols, rows)
		return
	}
	current.fused.turnRows(dst, rows, src, cols, cols, rows)
}
