package kernel

// A block of op(B) is used for every row of op(A) before the next one; it fits
// the second-level cache.
const (
	blockCols  = 64
	blockDepth = 1024
)

// plain computes the product in plain Go.
func (p *product) plain() {
	if p.a.packer != nil || p.b.packer != nil {
		p.plainFetched()
	} else {
		p.plainBlocks()
	}
}

// plainBlocks is plain for factors in memory, block by block of op(B). A
// transposed B is turned, block by block, into scratch.
func (p *product) plainBlocks() {
	var scratch []float32
	if p.b.step != 1 {
		memory := borrow(min(p.k, blockDepth) * blockCols)
		defer giveBack(memory)
		scratch = *memory
	}
	for j := 0; j < p.n; j += blockCols {
		for from := 0; from < p.k; from += blockDepth {
			block := p.part(0, p.m, j, min(blockCols, p.n-j))
			block.cut(from, min(blockDepth, p.k-from))
			if scratch != nil {
				turn(scratch, block.b.data, block.b.step, block.n, block.k)
				block.b = factor{data: scratch, row: blockCols, step: 1}
			}
			block.plainBlock()
		}
	}
}

// plainFetched is plain if there are packers: block by block of both.
func (p *product) plainFetched() {
	memory := borrow(2 * blockCols * min(p.k, blockDepth))
	defer giveBack(memory)
	for from := 0; from < p.k; from += blockDepth {
		depth := min(blockDepth, p.k-from)
		for i := 0; i < p.m; i += blockCols {
			rows, a := min(blockCols, p.m-i), p.a.from(i, from)
			if a.packer != nil {
				a = a.fetch((*memory)[:rows*depth], rows, depth)
			}
			for j := 0; j < p.n; j += blockCols {
				block := p.part(i, rows, j, min(blockCols, p.n-j))
				block.cut(from, depth)
				block.a = a
				if block.b.packer != nil {
					block.b = block.b.fetch((*memory)[blockCols*depth:][:depth*block.n], depth, block.n)
				}
				block.plainBlocks()
			}
		}
	}
}

// plainBlock is plain for one block of op(B).
func (p *product) plainBlock() {
	for i := range p.m {
		row := p.c[i*p.ldc:][:p.n]
		if !p.accumulate {
			clear(row)
		}
		addProducts(row, p.k, p.a.data[i*p.a.row:], p.a.step, p.b.data, p.b.row)
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
