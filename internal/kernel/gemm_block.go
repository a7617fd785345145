package kernel

// A block of op(B) is used for every row of op(A) before the next one; it fits
// the second-level cache.
const (
	blockCols  = 64
	blockDepth = 1024
)

// left is op(A): its rows are row apart and their elements step.
type left struct {
	data      []float32
	row, step int
}

// multiply computes C block by block of op(B). Between the blocks over k the
// sums rest in C, so accumulate is for a k of one block only. A transposed B is
// turned, block by block, into scratch.
func multiply(m, n, k int, a left, b []float32, ldb int, transB, accumulate bool, c []float32, ldc int) {
	var scratch []float32
	if transB {
		memory := borrow(min(k, blockDepth) * blockCols)
		defer giveBack(memory)
		scratch = *memory
	}
	for j := 0; j < n; j += blockCols {
		cols := min(blockCols, n-j)
		for p := 0; p < k; p += blockDepth {
			depth := min(blockDepth, k-p)
			block, ld := scratch, blockCols
			if transB {
				turn(scratch, b[j*ldb+p:], ldb, cols, depth)
			} else {
				block, ld = b[p*ldb+j:], ldb
			}
			part := left{a.data[p*a.step:], a.row, a.step}
			multiplyBlock(m, cols, depth, part, block, ld, p == 0, accumulate, c[j:], ldc)
		}
	}
}

// multiplyBlock computes cols ≤ blockCols columns of C from one block of op(B).
// The first block over k starts the sums, the next ones go on.
func multiplyBlock(m, cols, depth int, a left, b []float32, ldb int, first, accumulate bool, c []float32, ldc int) {
	for i := range m {
		row, x := c[i*ldc:][:cols], a.data[i*a.row:]
		if accumulate {
			var sum [blockCols]float32
			addProducts(sum[:cols], depth, x, a.step, b, ldb)
			Add(row, sum[:cols])
			continue
		}
		if first {
			clear(row)
		}
		addProducts(row, depth, x, a.step, b, ldb)
	}
}

// turn copies the transpose of cols rows of depth elements of src to dst, whose
// rows are blockCols apart.
func turn(dst, src []float32, ld, cols, depth int) {
	j := 0
	for ; j+4 <= cols; j += 4 {
		s0, s1 := src[j*ld:][:depth], src[(j+1)*ld:][:depth]
		s2, s3 := src[(j+2)*ld:][:depth], src[(j+3)*ld:][:depth]
		for p, v := range s0 {
			d := dst[p*blockCols+j:][:4]
			d[0], d[1], d[2], d[3] = v, s1[p], s2[p], s3[p]
		}
	}
	for ; j < cols; j++ {
		for p, v := range src[j*ld:][:depth] {
			dst[p*blockCols+j] = v
		}
	}
}
