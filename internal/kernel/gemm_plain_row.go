package kernel

// addProducts adds to each element of sum the products of a vector of op(A)
// with a column of b, in order: sum += a·b, for depth elements of a that are
// step apart and depth rows of b.
func addProducts(sum []float32, depth int, a []float32, step int, b []float32, ldb int) {
	p := 0
	for ; p+4 <= depth; p += 4 {
		addFour(sum, a[p*step:], step, b[p*ldb:], ldb)
	}
	for ; p < depth; p++ {
		Axpy(a[p*step], b[p*ldb:][:len(sum)], sum)
	}
}

// addFour is addProducts for a depth of four: sum is loaded and stored once
// for four products, and the next column need not wait for this one.
func addFour(sum, a []float32, step int, b []float32, ldb int) {
	n := len(sum)
	a0, a1, a2, a3 := a[0], a[step], a[2*step], a[3*step]
	b0, b1, b2, b3 := b[:n], b[ldb:][:n], b[2*ldb:][:n], b[3*ldb:][:n]
	for j, s := range sum {
		s += float32(a0 * b0[j])
		s += float32(a1 * b1[j])
		s += float32(a2 * b2[j])
		sum[j] = s + float32(a3*b3[j])
	}
}
