package kernel

// turnRows transposes n rows of depth elements to rows of n, which are dstRow
// apart: eight at a time, then four. The last ones overlap those before them.
func (s *products) turnRows(dst []float32, dstRow int, src []float32, srcRow, depth, n int) {
	_, _ = dst[(depth-1)*dstRow+n-1], src[(n-1)*srcRow+depth-1]
	if n < 4 || depth < 4 {
		turnSlowly(dst, dstRow, src, srcRow, depth, n)
		return
	}
	i := 0
	if s.turn8 != nil && n >= 8 && depth >= 8 {
		for ; i+4 < n; i += 8 {
			at := min(i, n-8)
			s.turn8(depth, &src[at*srcRow], 4*srcRow, &dst[at], 4*dstRow)
		}
	}
	for ; i < n; i += 4 {
		at := min(i, n-4)
		s.turn4(depth, &src[at*srcRow], 4*srcRow, &dst[at], 4*dstRow)
	}
}

// turnSlowly is turnRows for sizes below 4.
func turnSlowly(dst []float32, dstRow int, src []float32, srcRow, depth, n int) {
	for i := range n {
		for p, v := range src[i*srcRow:][:depth] {
			dst[p*dstRow+i] = v
		}
	}
}

// packSlab copies the slab at hand so that each block of rows lies together,
// element after element of k.
func (t *tiler) packSlab() {
	i, dst, depth := 0, t.slab, t.tile.k
	for _, group := range t.heights {
		for range group.blocks {
			t.packRows(dst, t.left.from(i, 0), depth, group.height)
			i += group.height
			dst = dst[group.height*depth:]
		}
	}
}

// packRows copies h rows of op(A).
func (s *products) packRows(dst []float32, a factor, depth, h int) {
	if a.step == 1 {
		s.turnRows(dst, h, a.data, a.row, depth, h)
		return
	}
	_, _ = dst[h*depth-1], a.data[(depth-1)*a.step+h-1]
	if h < 4 {
		for p := range depth {
			copy(dst[p*h:][:h], a.data[p*a.step:])
		}
		return
	}
	for i := 0; i < h; i += 8 {
		first, second := min(i, h-4), min(i+4, h-4)
		s.lift4(depth, &a.data[first], 4*a.step, &dst[first], 4*h, 4*(second-first))
	}
}
